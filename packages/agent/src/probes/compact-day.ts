import { DAY_MS } from "@muster/shared/duration.ts";
import { type Instant, toInstant } from "@muster/shared/text.ts";

/** Finds a `YYYYMMDD` at the place that a pattern names; null when it is no day of the calendar. */
export function fromCompactDay(text: string | null, pattern: RegExp): Instant | null {
  const [, year, month, day] = pattern.exec(text ?? "") ?? [];
  if (year === undefined) return null;
  const epochMs = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const isReal = new Date(epochMs).toISOString().startsWith(`${year}-${month}-${day}`);
  return isReal && epochMs > 10_000 * DAY_MS ? toInstant(epochMs) : null;
}
