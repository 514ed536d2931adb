import type { QuietHours } from "@muster/shared/alert.ts";

/** When the quiet that holds at an instant ends (epoch ms); null when none holds. */
export function quietUntil({ from, to, timeZone }: QuietHours, now: number): number | null {
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
  const ends = Temporal.PlainTime.from(to);
  for (const days of [-1, 0]) {
    const date = local.toPlainDate().add({ days });
    const start = date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(from) });
    const isOverMidnight = Temporal.PlainTime.compare(ends, Temporal.PlainTime.from(from)) <= 0;
    const end = (isOverMidnight ? date.add({ days: 1 }) : date).toZonedDateTime({ timeZone, plainTime: ends });
    if (now >= start.epochMilliseconds && now < end.epochMilliseconds) return end.epochMilliseconds;
  }
  return null;
}
