import { Problem } from "@muster/shared/api.ts";
import { ERRORS, type ErrorCode } from "@muster/shared/errors.ts";

/** An answer that is not what was asked for, with words for a person and the next step. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.name = "ProblemError";
    this.problem = problem;
  }
}

/** A problem that the browser itself finds, in the same form as the server's. */
export function localProblem(code: ErrorCode, detail?: string): ProblemError {
  const { message, remedy, httpStatus } = ERRORS[code];
  return new ProblemError({
    type: "about:blank",
    title: message,
    status: httpStatus,
    code,
    remedy,
    ...(detail === undefined ? {} : { detail }),
  });
}

/** Reads a problem out of an error answer; anything else in front of the server (a proxy) may answer without one. */
export async function problemOf(answer: Response): Promise<ProblemError> {
  const parsed = Problem.safeParse(await answer.json().catch(() => null));
  if (parsed.success) return new ProblemError(parsed.data);
  if (answer.status === 401) return localProblem("sign_in_required");
  if (answer.status === 404) return localProblem("not_found");
  if (answer.status >= 502 && answer.status <= 504) return localProblem("server_unreachable", `HTTP ${answer.status}`);
  return localProblem("internal", `HTTP ${answer.status}`);
}

export function isSignInRequired(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.status === 401;
}

/** Whether the server answered at all: asking again soon helps only if it did not. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === "server_unreachable";
}
