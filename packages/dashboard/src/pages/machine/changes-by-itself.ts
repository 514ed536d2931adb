import type { Verdict } from "@muster/shared/verdict.ts";
import { deadline } from "../../parts/relative-time.ts";
import { say } from "./words.ts";

/** What time alone will do to a verdict, and when; null when it does nothing. Days are shown in `timeZone`, else the browser's. */
export function changesByItself(
  verdict: Pick<Verdict, "status" | "changesAt" | "isFlagged">,
  nowMs: number,
  timeZone?: string,
): string | null {
  if (verdict.changesAt === null) return null;
  return say.change[opening(verdict)](deadline(Date.parse(verdict.changesAt), nowMs, timeZone));
}

function opening({ status, isFlagged }: Pick<Verdict, "status" | "isFlagged">): keyof typeof say.change {
  switch (status) {
    case "pass":
      return "pass";
    case "warn":
      return "warn";
    case "unknown":
      return isFlagged ? "other" : "unread";
    case "fail":
    case "not-applicable":
      return "other";
  }
}
