import type { Verdict } from "@muster/shared/verdict.ts";
import { deadline } from "../../parts/relative-time.ts";

/** What time alone will do to a verdict, and when; null when it does nothing. Days are shown in `timeZone`, else the browser's. */
export function changesByItself(
  verdict: Pick<Verdict, "status" | "changesAt" | "isFlagged">,
  nowMs: number,
  timeZone?: string,
): string | null {
  if (verdict.changesAt === null) return null;
  return `${opening(verdict)} ${deadline(Date.parse(verdict.changesAt), nowMs, timeZone)}`;
}

function opening({ status, isFlagged }: Pick<Verdict, "status" | "isFlagged">): string {
  switch (status) {
    case "pass":
      return "Will stop passing";
    case "warn":
      return "Will fail";
    case "unknown":
      return isFlagged ? "Will change" : "Unless it can be read before, becomes a flag";
    case "fail":
    case "not-applicable":
      return "Will change";
  }
}
