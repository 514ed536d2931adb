import type { Answer } from "../probes/answer.ts";

/** What a failed file or process operation means for a probe, by its system error code. */
export function answerOfError(error: unknown, subject: string): Answer {
  const code = error instanceof Error && "code" in error ? String(error.code) : null;
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return { kind: "missing" };
    case "EACCES":
    case "EPERM":
      return { kind: "denied", reason: `this account may not read ${subject}` };
    default:
      return { kind: "failed", reason: `${subject}: ${code ?? "unexpected fault"}` };
  }
}
