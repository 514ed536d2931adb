import { describe, expect, it } from "vitest";
import { Calendar, describeSpan, WorkingSpan } from "./calendar.ts";

function faultsOf(calendar: object): string[] {
  const parsed = Calendar.safeParse({ timeZone: "UTC", ...calendar });
  return parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
}

describe("a calendar", () => {
  it("is Monday to Friday, the whole day, without holidays, unless it says otherwise", () => {
    expect(Calendar.parse({ timeZone: "Europe/Berlin" })).toEqual({
      timeZone: "Europe/Berlin",
      workingDays: ["mon", "tue", "wed", "thu", "fri"],
      hours: { fromMinute: 0, toMinute: 1440 },
      holidays: [],
    });
  });

  it("cannot be changed once parsed", () => {
    const calendar: { timeZone: string } = Calendar.parse({ timeZone: "UTC" });
    expect(() => {
      calendar.timeZone = "Europe/Berlin";
    }).toThrow(TypeError);
  });

  it.each([
    ["08:00-17:30", 480, 1050],
    [" 08:00 - 17:30 ", 480, 1050],
    ["00:00-24:00", 0, 1440],
    ["23:59-24:00", 1439, 1440],
    ["00:00-00:01", 0, 1],
  ])("reads the hours %s", (hours, fromMinute, toMinute) => {
    expect(Calendar.parse({ timeZone: "UTC", hours }).hours).toEqual({ fromMinute, toMinute });
  });

  it.each([
    "17:30-08:00",
    "08:00-08:00",
    "8:00-17:30",
    "08:00",
    "08:60-17:00",
    "08:00-24:01",
    "24:00-24:00",
    "",
    "day",
  ])("refuses the hours '%s'", (hours) => {
    expect(faultsOf({ hours })).toEqual([
      "hours: expected hours of one day such as 08:00-17:30 or 00:00-24:00, the earlier first",
    ]);
  });

  it.each(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"])("knows the zone %s", (timeZone) => {
    expect(faultsOf({ timeZone })).toEqual([]);
  });

  it.each(["Europe/Berlinn", "Mars/Phobos", "+01:00", "GMT+1", ""])("refuses the zone '%s'", (timeZone) => {
    expect(faultsOf({ timeZone })).toEqual(["timeZone: expected an IANA time zone name such as Europe/Berlin or UTC"]);
  });

  it("refuses a week of no days, of a day twice, and of a day that is none", () => {
    expect(faultsOf({ workingDays: [] })).toEqual(["workingDays: expected at least one working day"]);
    expect(faultsOf({ workingDays: ["mon", "mon"] })).toEqual(["workingDays: expected each day once"]);
    expect(faultsOf({ workingDays: ["monday"] })[0]).toContain("workingDays.0: expected days out of mon, tue,");
  });

  it("takes 400 holidays that are dates of the calendar, and no more", () => {
    expect(faultsOf({ holidays: ["2028-02-29"] })).toEqual([]);
    expect(faultsOf({ holidays: ["2027-02-29"] })).toEqual(["holidays.0: expected a date such as 2026-12-25"]);
    expect(faultsOf({ holidays: ["25.12.2026"] })).toEqual(["holidays.0: expected a date such as 2026-12-25"]);
    expect(faultsOf({ holidays: Array(400).fill("2026-12-25") })).toEqual([]);
    expect(faultsOf({ holidays: Array(401).fill("2026-12-25") })[0]).toContain("holidays:");
  });

  it("refuses what it does not know", () => {
    expect(faultsOf({ holiday: [] })[0]).toContain("holiday");
  });
});

describe("a span of working time", () => {
  it.each([
    ["3d", { days: 3 }, "3 working days"],
    ["1d", { days: 1 }, "1 working day"],
    ["2w", { weeks: 2 }, "2 working weeks"],
    ["1 w", { weeks: 1 }, "1 working week"],
    ["4h", { ms: 14_400_000 }, "4 working hours"],
    ["90m", { ms: 5_400_000 }, "90 working minutes"],
    ["60m", { ms: 3_600_000 }, "1 working hour"],
    [" 9999d ", { days: 9999 }, "9999 working days"],
  ])("%s is read, and said in words", (text, span, words) => {
    expect(WorkingSpan.parse(text)).toEqual(span);
    expect(describeSpan(WorkingSpan.parse(text))).toBe(words);
  });

  it.each(["3", "d", "-3d", "1.5d", "3 days", "90s", "10000d", "3d 4h", ""])("refuses '%s'", (text) => {
    expect(WorkingSpan.safeParse(text).error?.issues.map((issue) => issue.message)).toEqual([
      "expected a span of working time such as 3d, 2w, 4h or 90m",
    ]);
  });
});
