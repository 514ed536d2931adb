import { request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import { AppError } from "@muster/shared/errors.ts";
import { plain } from "../mail/plain.ts";
import { type Guard, guardedLookup, refuseLiteral } from "./guarded-lookup.ts";

/** How long another server may take in ms, and how much of its answer is kept in characters. */
const TIMEOUT_MS = 15_000;
const MAX_ANSWER = 300;

export type WebMessage = { url: string; headers: Record<string, string>; body: string };

/**
 * Posts to an address that an operator gave: over TLS unless it is this PC itself, to allowed networks only, following no
 * redirect. Resolves to what was answered; rejects unless that is a success.
 */
export async function post(message: WebMessage, guard: Guard, method: "POST" | "GET" = "POST"): Promise<string> {
  const url = new URL(message.url);
  refuseLiteral(url.hostname, guard);
  const isPlain = url.protocol === "http:";
  if (isPlain && !(guard.allowLoopback && isThisPc(url.hostname))) {
    throw new AppError("address_refused", "It is not reached over TLS (https://).");
  }
  const headers = {
    "user-agent": "Muster",
    ...(method === "GET" ? {} : { "content-length": String(Buffer.byteLength(message.body)) }),
    ...message.headers,
  };
  const { status, text } = await new Promise<{ status: number; text: string }>((resolve, reject) => {
    const send = isPlain ? plainRequest : secureRequest;
    const lookup = guardedLookup(guard);
    const request = send(url, { method, headers, lookup, agent: false, signal: AbortSignal.timeout(TIMEOUT_MS) });
    request.once("error", reject);
    request.once("response", (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        if (text.length < MAX_ANSWER) text += chunk;
      });
      response.once("error", reject);
      response.once("end", () => resolve({ status: response.statusCode ?? 0, text: plain(text).slice(0, MAX_ANSWER) }));
    });
    request.end(method === "GET" ? undefined : message.body);
  });
  if (status < 200 || status > 299) throw new Error(`answered ${status} ${text}`.trim());
  return `${status} ${text}`.trim();
}

function isThisPc(host: string): boolean {
  return host === "localhost" || host === "[::1]" || host.startsWith("127.");
}
