import { Calendar, WEEKDAYS, type WorkingSpan } from "@muster/shared/calendar.ts";
import { DAY_MS } from "@muster/shared/duration.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterWorking, spanMs, workingBetween } from "./working-time.ts";

const QUARTER_MS = 15 * 60_000;
const ZONES = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "Pacific/Auckland",
  "America/Santiago",
  "Pacific/Kiritimati",
];

/** Around both changes of the clocks, the turn of a year and a leap day. */
const EVENTFUL = ["2026-03-06", "2026-04-03", "2026-10-02", "2026-10-30", "2026-12-30", "2028-02-27"];

const instant = fc.oneof(
  fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2030, 0, 1) }),
  fc
    .tuple(fc.constantFrom(...EVENTFUL), fc.integer({ min: -30 * DAY_MS, max: 30 * DAY_MS }))
    .map(([date, off]) => Date.parse(date) + off),
  fc.integer({ min: 0, max: 2000 }).map((quarters) => Date.UTC(2026, 9, 20) + quarters * QUARTER_MS),
);

const span: fc.Arbitrary<WorkingSpan> = fc.oneof(
  fc.record({ days: fc.nat(30) }),
  fc.record({ weeks: fc.nat(60) }),
  fc.record({ ms: fc.nat(4 * DAY_MS) }),
);

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** Hours between two of these quarters of an hour since midnight. */
const hoursBetween = (quarters: fc.Arbitrary<number>) =>
  fc
    .uniqueArray(quarters, { minLength: 2, maxLength: 2 })
    .map(([a = 0, b = 0]) => `${clock(Math.min(a, b) * 15)}-${clock(Math.max(a, b) * 15)}`);

const calendarWith = (hours: fc.Arbitrary<string>): fc.Arbitrary<Calendar> =>
  fc
    .record({
      timeZone: fc.constantFrom(...ZONES),
      workingDays: fc.subarray([...WEEKDAYS], { minLength: 1 }),
      hours: fc.oneof(fc.constant("00:00-24:00"), hours),
      holidays: fc.array(
        instant.map((at) => new Date(at).toISOString().slice(0, 10)),
        { maxLength: 20 },
      ),
    })
    .map((each) => Calendar.parse(each));

const calendar = fc.oneof(fc.constant(null), calendarWith(hoursBetween(fc.nat(96))));

/** Each case works out a fresh calendar's years, so they are fewer than usual. */
const RUNS = { numRuns: 60 };

it("takes the first of a wall time that comes twice, also where the clocks go back at midnight", () => {
  // Santiago shows 23:00 to 24:00 on 4 April 2026 twice; until 23:15 is until the first 23:15.
  const calendar = Calendar.parse({ timeZone: "America/Santiago", workingDays: ["sat"], hours: "22:00-23:15" });
  const day = Date.parse("2026-04-04T12:00:00-03:00");
  expect(workingBetween(calendar, day, day + DAY_MS)).toBe(75 * 60_000);
});

describe("working time, whatever the calendar", () => {
  it("has, until the instant that a span leads to, just that span's worth", () => {
    fc.assert(
      fc.property(calendar, instant, span, (c, start, s) => {
        expect(workingBetween(c, start, afterWorking(c, start, s))).toBe(spanMs(c, s));
      }),
      RUNS,
    );
  });

  it("leads to the first such instant, never before the start", () => {
    fc.assert(
      fc.property(calendar, instant, span, (c, start, s) => {
        const end = afterWorking(c, start, s);
        expect(end).toBeGreaterThanOrEqual(start);
        if (end > start) expect(workingBetween(c, start, end - 1)).toBe(spanMs(c, s) - 1);
      }),
      RUNS,
    );
  });

  it("leads no earlier from a later start, nor by a longer span", () => {
    fc.assert(
      fc.property(calendar, instant, fc.nat(9 * DAY_MS), span, span, (c, start, later, s, other) => {
        expect(afterWorking(c, start + later, s)).toBeGreaterThanOrEqual(afterWorking(c, start, s));
        const [less, more] = spanMs(c, s) <= spanMs(c, other) ? [s, other] : [other, s];
        expect(afterWorking(c, start, more)).toBeGreaterThanOrEqual(afterWorking(c, start, less));
      }),
      RUNS,
    );
  });

  it("adds up: two stretches have what both have together, and no more than passes", () => {
    fc.assert(
      fc.property(calendar, fc.tuple(instant, instant, instant), (c, instants) => {
        const [a = 0, b = 0, d = 0] = instants.toSorted((x, y) => x - y);
        expect(workingBetween(c, a, b) + workingBetween(c, b, d)).toBe(workingBetween(c, a, d));
        expect(workingBetween(c, a, b)).toBeLessThanOrEqual(b - a);
      }),
      RUNS,
    );
  });

  it("is all of time where all hours of all days are worked", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), instant, instant, (timeZone, from, to) => {
        const always = Calendar.parse({ timeZone, workingDays: WEEKDAYS });
        expect(workingBetween(always, from, to)).toBe(Math.max(0, to - from));
      }),
      RUNS,
    );
  });

  it("is what reading the clock on the wall every quarter of an hour comes to", () => {
    // Edges from 04:00 to 23:00 or at 24:00: no clock of these zones changes then, so that no wall time is in doubt.
    const clearEdge = fc.oneof(fc.integer({ min: 16, max: 92 }), fc.constant(96));
    const clearCalendar = calendarWith(hoursBetween(clearEdge));
    fc.assert(
      fc.property(clearCalendar, fc.constantFrom(...EVENTFUL), fc.nat(1500), fc.nat(1000), (c, date, first, count) => {
        const from = Date.parse(date) - 10 * DAY_MS + first * QUARTER_MS;
        const quarters = Array.from({ length: count }, (_, index) => from + index * QUARTER_MS);
        const worked = quarters.filter((each) => isWorking(c, each)).length * QUARTER_MS;
        expect(workingBetween(c, from, from + count * QUARTER_MS)).toBe(worked);
      }),
      RUNS,
    );
  });
});

/** Asks the zone what its clocks show at an instant: the other way round from the code under test. */
function isWorking(c: Calendar, instantMs: number): boolean {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(c.timeZone);
  const minute = zoned.hour * 60 + zoned.minute;
  return (
    c.workingDays.some((day) => day === WEEKDAYS[zoned.dayOfWeek - 1]) &&
    !c.holidays.includes(zoned.toPlainDate().toString()) &&
    minute >= c.hours.fromMinute &&
    minute < c.hours.toMinute
  );
}
