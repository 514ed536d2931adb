import { MAX_FUTURE_MS } from "@muster/shared/limits.ts";
import type { Judged } from "./rule.ts";

/**
 * Judges a date that gets old: pass before `warnsAt`, then warn, and fail from `failsAt` on (epoch ms). A date further ahead
 * than clocks may differ is unknown until time has come near enough.
 */
export function judgeAgeing(date: number, warnsAt: number, failsAt: number, now: number, decider: number): Judged {
  if (date > now + MAX_FUTURE_MS) return { status: "unknown", changesAt: date - MAX_FUTURE_MS, decider };
  if (now >= failsAt) return { status: "fail", changesAt: Number.POSITIVE_INFINITY, decider };
  if (now >= warnsAt) return { status: "warn", changesAt: failsAt, decider };
  return { status: "pass", changesAt: Math.min(warnsAt, failsAt), decider };
}
