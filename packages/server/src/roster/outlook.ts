import { DAY_MS } from "@muster/shared/duration.ts";
import { OUTLOOK_AGE_DAYS, OUTLOOK_AHEAD_DAYS, type Outlook } from "@muster/shared/outlook.ts";
import type { Entry } from "./entry.ts";

type Dates = Omit<Outlook, "definitionsWarnDays" | "definitionsFailDays">;

/** Counts the fleet's dates at an instant (epoch ms), in one pass. */
export function outlookOf(entries: Iterable<Pick<Entry, "definitionsFrom" | "passwordEndsAt">>, now: number): Dates {
  const definitionsAge = Array.from({ length: OUTLOOK_AGE_DAYS + 1 }, () => 0);
  const passwordsEnding = Array.from({ length: OUTLOOK_AHEAD_DAYS }, () => 0);
  let definitionsUnknown = 0;
  let passwordsOver = 0;
  for (const { definitionsFrom, passwordEndsAt } of entries) {
    if (definitionsFrom === null) definitionsUnknown++;
    else {
      // A date a little ahead is a clock that differs, not definitions of tomorrow.
      const age = Math.min(Math.max(Math.floor((now - definitionsFrom) / DAY_MS), 0), OUTLOOK_AGE_DAYS);
      definitionsAge[age] = (definitionsAge[age] ?? 0) + 1;
    }
    if (passwordEndsAt === null) continue;
    if (passwordEndsAt <= now) passwordsOver++;
    else {
      const day = Math.floor((passwordEndsAt - now) / DAY_MS);
      if (day < OUTLOOK_AHEAD_DAYS) passwordsEnding[day] = (passwordsEnding[day] ?? 0) + 1;
    }
  }
  return { definitionsAge, definitionsUnknown, passwordsEnding, passwordsOver };
}
