import { AppError, type ErrorCode, type Refusal, refusal } from "@muster/shared/errors.ts";
import type { z } from "zod";

/** A refusal as Socket.IO carries it to `connect_error`: the error's `data`. */
export function connectError(code: ErrorCode): Error & { data: Refusal } {
  return Object.assign(new AppError(code), { data: refusal(code) });
}

/** What was wrong with a payload: where and what was expected, never the value. */
export function describeIssues(error: z.ZodError): string {
  return error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join(".") || "payload"}: ${issue.message}`)
    .join("; ")
    .slice(0, 500);
}
