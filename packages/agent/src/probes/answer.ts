/** What came of asking one source once. Everything here is an expected outcome, so nothing of it is thrown. */
export type Answer =
  /** A program ran to its end, or a file was read (then `stderr` is empty and `exitCode` 0). */
  | { kind: "answered"; stdout: string; stderr: string; exitCode: number }
  /** The program or file is not on this machine. */
  | { kind: "missing" }
  | { kind: "denied"; reason: string }
  /** No answer in time, too long an answer, or a fault of the source itself. */
  | { kind: "failed"; reason: string; partialStdout?: string }
  /** The source was left out on purpose: nothing may be concluded from its silence. */
  | { kind: "skipped" };

export type Answered = Extract<Answer, { kind: "answered" }>;

/** What a file with this text, or a program that succeeded with it, answers. */
export function answered(stdout: string, stderr = "", exitCode = 0): Answered {
  return { kind: "answered", stdout, stderr, exitCode };
}

export const MISSING: Answer = { kind: "missing" };
export const SKIPPED: Answer = { kind: "skipped" };
