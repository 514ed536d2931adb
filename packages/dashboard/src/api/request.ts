import type { z } from "zod";
import { localProblem, problemOf } from "./problem-error.ts";

type Options = {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  body?: unknown;
  signal?: AbortSignal;
  headers?: Record<string, string>;
};

/**
 * Asks the API for `path` below /api/v1 and parses the answer.
 * @throws ProblemError for every answer that is not a success, for no answer, and for one that has another form.
 */
export async function request<S extends z.ZodType>(
  schema: S,
  path: string,
  options: Options = {},
): Promise<z.infer<S>> {
  const answer = await send(path, options);
  const body = await answer.json().catch((error: unknown) => {
    // Cut off on the way is not the same as written wrongly.
    if (error instanceof SyntaxError) return null;
    if (options.signal?.aborted) throw error;
    throw localProblem("server_unreachable");
  });
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.slice(0, 3).map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw localProblem("payload_invalid", where.join("; "));
}

/** As {@link request}, for answers without a body. */
export async function send(
  path: string,
  { method = "GET", body, signal, headers = {} }: Options = {},
): Promise<Response> {
  const answer = await fetch(`/api/v1${path}`, {
    method,
    credentials: "same-origin",
    headers: {
      ...headers,
      accept: "application/json, application/problem+json",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw localProblem("server_unreachable");
  });
  if (!answer.ok) throw await problemOf(answer);
  return answer;
}

/** Writes a query string from the values that are there; several of one name stand one after the other. */
export function queryString(values: Record<string, string | number | readonly string[] | undefined>): string {
  const pairs = Object.entries(values).flatMap(([key, value]): [string, string][] => {
    if (value === undefined || value === "") return [];
    return typeof value === "object" ? value.map((each) => [key, each]) : [[key, String(value)]];
  });
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs)}`;
}
