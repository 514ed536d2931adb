import { WEEKDAYS, type Weekday } from "@muster/shared/calendar.ts";

/** When a list's digest is due: a wall-clock time on some days of the week, in a zone. */
export type Schedule = { time: string; timeZone: string; days: readonly Weekday[] };

/** A night is named by the local date on which its digest is due. */
export type Night = { name: string; dueAt: number };

/** A digest that is further behind than this is not made any more; the next one says that it is missing. */
const TOO_LATE_MS = 18 * 3_600_000;

/** Nights looked at in one go when missed ones are counted. */
const MOST_NIGHTS = 400;

/** The night whose digest is due now: the last one that has come, unless that is too long ago. */
export function dueNight(schedule: Schedule, now: number): Night | null {
  const today = localDate(now, schedule.timeZone);
  for (const date of [today, today.subtract({ days: 1 })]) {
    const night = nightOn(schedule, date);
    if (night && night.dueAt <= now) return now - night.dueAt <= TOO_LATE_MS ? night : null;
  }
  return null;
}

/** When the next digest is due, strictly after an instant (epoch ms). */
export function nextDueAt(schedule: Schedule, after: number): number {
  let date = localDate(after, schedule.timeZone);
  for (;;) {
    const night = nightOn(schedule, date);
    if (night && night.dueAt > after) return night.dueAt;
    date = date.add({ days: 1 });
  }
}

/** The nights after the one named and due before an instant; the oldest first, at most the last 400. */
export function nightsBetween(schedule: Schedule, after: string, before: number): Night[] {
  const last = localDate(before, schedule.timeZone);
  const wished = Temporal.PlainDate.from(after).add({ days: 1 });
  const earliest = last.subtract({ days: MOST_NIGHTS });
  let date = Temporal.PlainDate.compare(wished, earliest) < 0 ? earliest : wished;
  const nights: Night[] = [];
  for (; Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) {
    const night = nightOn(schedule, date);
    if (night && night.dueAt < before) nights.push(night);
  }
  return nights;
}

/** A time that the change of clocks leaves out comes as much later; of one that it repeats, the first counts. */
function nightOn({ time, timeZone, days }: Schedule, date: Temporal.PlainDate): Night | null {
  const weekday = WEEKDAYS[date.dayOfWeek - 1];
  if (weekday === undefined || !days.includes(weekday)) return null;
  const due = date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) });
  return { name: date.toString(), dueAt: due.epochMilliseconds };
}

function localDate(instant: number, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDate();
}
