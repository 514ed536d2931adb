import { Calendar, WEEKDAYS, WorkingSpan } from "@muster/shared/calendar.ts";
import { describe, expect, it } from "vitest";
import { afterWorking, spanMs, workingBetween } from "./working-time.ts";

const HOUR_MS = 3_600_000;

/** Wall time in a zone, "2026-11-23 17:30" or with seconds, to epoch ms. */
function wall(text: string, timeZone: string): number {
  return Temporal.PlainDateTime.from(text.replace(" ", "T")).toZonedDateTime(timeZone).epochMilliseconds;
}

/** What `afterWorking` answers, in the calendar's wall time. */
function after(calendar: Calendar, start: string, span: string): string {
  const instant = afterWorking(calendar, wall(start, calendar.timeZone), WorkingSpan.parse(span));
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(calendar.timeZone);
  return zoned.toPlainDateTime().toString({ smallestUnit: instant % 60_000 === 0 ? "minute" : "millisecond" });
}

const BERLIN = Calendar.parse({
  timeZone: "Europe/Berlin",
  hours: "08:00-17:30",
  holidays: ["2026-12-24", "2026-12-25", "2028-02-29"],
});

describe("working time of office hours in Berlin", () => {
  it.each([
    ["asleep since Friday evening, a day: Monday's end", "2026-11-20 18:00", "1d", "2026-11-23T17:30"],
    ["on Saturday", "2026-11-21 12:00", "1d", "2026-11-23T17:30"],
    ["in the night to Tuesday", "2026-11-24 03:00", "1d", "2026-11-24T17:30"],
    ["in the middle of a day, a day: the same time tomorrow", "2026-11-24 11:15", "1d", "2026-11-25T11:15"],
    ["in the middle of Friday, a day: the same time on Monday", "2026-11-20 11:15", "1d", "2026-11-23T11:15"],
    ["exactly at the day's beginning", "2026-11-24 08:00", "1d", "2026-11-24T17:30"],
    ["1 ms before it", "2026-11-24 07:59:59.999", "1d", "2026-11-24T17:30"],
    ["1 ms after it", "2026-11-24 08:00:00.001", "1d", "2026-11-25T08:00:00.001"],
    ["exactly at the day's end", "2026-11-24 17:30", "1d", "2026-11-25T17:30"],
    ["1 ms before it", "2026-11-24 17:29:59.999", "1d", "2026-11-25T17:29:59.999"],
    ["1 ms after it", "2026-11-24 17:30:00.001", "1d", "2026-11-25T17:30"],
    ["nothing, in the night: at once", "2026-11-24 03:00", "0d", "2026-11-24T03:00"],
    ["a minute, at the day's end", "2026-11-20 17:30", "1m", "2026-11-23T08:01"],
    ["4 hours over the night", "2026-11-24 16:00", "4h", "2026-11-25T10:30"],
    ["a week is five days", "2026-11-18 10:00", "1w", "2026-11-25T10:00"],
    ["over two holidays and a weekend", "2026-12-23 10:00", "1d", "2026-12-28T10:00"],
    ["on a holiday", "2026-12-24 10:00", "1d", "2026-12-28T17:30"],
    ["over the new year", "2026-12-31 10:00", "2d", "2027-01-04T10:00"],
    ["over a 29 February that is a holiday", "2028-02-28 10:00", "1d", "2028-03-01T10:00"],
    ["over the clocks' change in spring", "2026-03-27 10:00", "1d", "2026-03-30T10:00"],
    ["over the clocks' change in autumn", "2026-10-23 10:00", "1d", "2026-10-26T10:00"],
  ])("%s", (_, start, span, end) => {
    expect(after(BERLIN, start, span)).toBe(end);
  });

  it("ends at the day's end on every day of three years", () => {
    const whole = Calendar.parse({ timeZone: "Europe/Berlin", hours: "08:00-17:30", workingDays: WEEKDAYS });
    for (let days = 0; days < 1100; days++) {
      const date = Temporal.PlainDate.from("2026-01-01").add({ days });
      expect(after(whole, `${date} 08:00`, "1d")).toBe(`${date}T17:30`);
    }
  });

  it("has as many days in a week as it works", () => {
    const short = Calendar.parse({ timeZone: "Europe/Berlin", hours: "08:00-17:30", workingDays: ["mon", "sat"] });
    expect(after(short, "2026-11-23 10:00", "1w")).toBe("2026-11-30T10:00");
  });

  it("passes over 29 February 2028 where it is a Tuesday like any other", () => {
    const plain = Calendar.parse({ timeZone: "Europe/Berlin", hours: "08:00-17:30" });
    expect(after(plain, "2028-02-28 10:00", "1d")).toBe("2028-02-29T10:00");
    expect(after(plain, "2028-02-29 10:00", "1d")).toBe("2028-03-01T10:00");
  });

  it.each([
    ["a whole day", "2026-11-24 00:00", "2026-11-25 00:00", 9.5 * HOUR_MS],
    ["to its beginning", "2026-11-24 00:00", "2026-11-24 08:00", 0],
    ["to 1 ms after its beginning", "2026-11-24 00:00", "2026-11-24 08:00:00.001", 1],
    ["from 1 ms before its end", "2026-11-24 17:29:59.999", "2026-11-25 08:00", 1],
    ["from its end", "2026-11-24 17:30", "2026-11-25 08:00", 0],
    ["within it", "2026-11-24 10:00", "2026-11-24 11:30", 1.5 * HOUR_MS],
    ["a weekend", "2026-11-20 17:30", "2026-11-23 08:00", 0],
    ["backwards", "2026-11-25 12:00", "2026-11-24 12:00", 0],
  ])("between: %s", (_, from, to, ms) => {
    expect(workingBetween(BERLIN, wall(from, "Europe/Berlin"), wall(to, "Europe/Berlin"))).toBe(ms);
  });
});

describe("a day on which the clocks change", () => {
  const daily = (timeZone: string, hours: string) => Calendar.parse({ timeZone, hours, workingDays: WEEKDAYS });

  it.each([
    ["Europe/Berlin", "2026-03-29", 23],
    ["Europe/Berlin", "2026-10-25", 25],
    ["America/New_York", "2026-03-08", 23],
    ["America/New_York", "2026-11-01", 25],
    ["Australia/Lord_Howe", "2026-10-04", 23.5],
    ["Australia/Lord_Howe", "2026-04-05", 24.5],
  ])("has in %s on %s %d hours, and a working day is 24 of any", (timeZone, date, hours) => {
    const calendar = daily(timeZone, "00:00-24:00");
    const midnight = wall(`${date} 00:00`, timeZone);
    const next = wall(Temporal.PlainDate.from(date).add({ days: 1 }).toString(), timeZone);
    expect(workingBetween(calendar, midnight, next)).toBe(hours * HOUR_MS);
    expect(afterWorking(calendar, midnight, { days: 1 })).toBe(midnight + 24 * HOUR_MS);
  });

  it.each([
    ["around the gap", "Europe/Berlin", "2026-03-29", "01:00-04:00", "00:00Z", 2],
    ["from inside the gap: moved on by it", "Europe/Berlin", "2026-03-29", "02:30-06:00", "01:30Z", 2.5],
    ["inside the gap: moved on with both edges", "Europe/Berlin", "2026-03-29", "02:15-02:45", "01:15Z", 0.5],
    ["around the hour that comes twice", "Europe/Berlin", "2026-10-25", "01:00-04:00", "23:00Z", 4],
    ["from inside that hour: the first", "Europe/Berlin", "2026-10-25", "02:30-06:00", "00:30Z", 4.5],
    ["to inside that hour: the first", "America/New_York", "2026-11-01", "00:00-01:30", "04:00Z", 1.5],
    ["around a half-hour's gap", "Australia/Lord_Howe", "2026-10-04", "01:00-03:00", "14:30Z", 1.5],
    ["around a half-hour that comes twice", "Australia/Lord_Howe", "2026-04-05", "01:00-03:00", "14:00Z", 2.5],
    ["to after midnight, were it not cut there", "America/Scoresbysund", "2026-03-28", "20:00-23:30", "22:00Z", 3],
  ])("and hours %s (%s, %s, %s)", (_, timeZone, date, hours, opens, worked) => {
    const calendar = daily(timeZone, hours);
    const evening = wall(`${Temporal.PlainDate.from(date).subtract({ days: 1 })} 23:59`, timeZone);
    const first = afterWorking(calendar, evening, { ms: 1 }) - 1;
    expect(new Date(first).toISOString().slice(11)).toBe(opens.replace("Z", ":00.000Z"));
    const next = wall(Temporal.PlainDate.from(date).add({ days: 1 }).toString(), timeZone);
    expect(workingBetween(calendar, evening, next)).toBe(worked * HOUR_MS);
  });

  it("has no working time between hours that the change turns round", () => {
    const calendar = daily("Europe/Berlin", "02:50-03:10");
    const from = wall("2026-03-29 00:00", "Europe/Berlin");
    expect(workingBetween(calendar, from, wall("2026-03-30 00:00", "Europe/Berlin"))).toBe(0);
    expect(after(calendar, "2026-03-29 00:00", "1d")).toBe("2026-03-30T03:10");
  });

  it("has none at all where the date line skips it", () => {
    const fridays = Calendar.parse({ timeZone: "Pacific/Apia", hours: "08:00-17:30", workingDays: ["fri"] });
    expect(after(fridays, "2011-12-24 00:00", "1d")).toBe("2012-01-06T17:30");
  });
});

describe("with no calendar", () => {
  it("all time is worked: a day is 24 hours, a week 7 days", () => {
    expect(afterWorking(null, 1000, { days: 1 })).toBe(1000 + 24 * HOUR_MS);
    expect(afterWorking(null, 1000, { weeks: 2 })).toBe(1000 + 14 * 24 * HOUR_MS);
    expect(afterWorking(null, 1000, { ms: 5 })).toBe(1005);
    expect(workingBetween(null, 1000, 3500)).toBe(2500);
    expect(workingBetween(null, 3500, 1000)).toBe(0);
  });
});

describe("at the edges of what calendars cover", () => {
  const now = wall("2026-11-23 09:00", "UTC");

  it("waits for the end of the longest list of holidays that can be written", () => {
    const first = Temporal.PlainDate.from("2026-11-23");
    const holidays = Array.from({ length: 400 }, (_, weeks) => first.add({ weeks }).toString());
    const mondays = Calendar.parse({ timeZone: "UTC", workingDays: ["mon"], holidays });
    expect(after(mondays, "2026-11-23 09:00", "1h")).toBe(`${first.add({ weeks: 400 })}T01:00`);
  });

  it("puts what can never be worked off to June 2200, and comes back with an answer", () => {
    const never: Calendar = { ...BERLIN, workingDays: [] };
    expect(after(never, "2026-11-23 09:00", "1h")).toMatch(/^2200-06-/);
    expect(workingBetween(never, now, wall("2200-01-01 00:00", "UTC"))).toBe(0);
  });

  it("works nothing before 1970, and everything after June 2200", () => {
    const utc = Calendar.parse({ timeZone: "UTC" });
    expect(after(utc, "1960-05-05 12:00", "1h")).toBe("1970-01-01T01:00");
    expect(after(utc, "1960-05-05 12:00", "0h")).toBe("1960-05-05T12:00");
    expect(workingBetween(utc, wall("1960-01-01 00:00", "UTC"), 0)).toBe(0);
    const sunday = wall("2201-01-04 00:00", "UTC");
    expect(workingBetween(utc, sunday, sunday + 5)).toBe(5);
    expect(afterWorking(utc, sunday, { days: 1 })).toBe(sunday + spanMs(utc, { days: 1 }));
    const start = wall("2200-01-01 00:00", "UTC");
    const late = afterWorking(utc, start, { weeks: 9000 });
    expect(new Date(late).getUTCFullYear()).toBeGreaterThan(2300);
    expect(workingBetween(utc, start, late)).toBe(spanMs(utc, { weeks: 9000 }));
  });
});
