import { describe, expect, test } from "vitest";
import { ageInDays, deadline, elapsed, exactTime, relativeTime } from "./relative-time.ts";

const NOW = Date.parse("2026-11-24T08:00:00.000Z");
const DAY = 86_400_000;

describe("relative time", () => {
  test.each([
    [0, "just now"],
    [-9_000, "just now"],
    [-40_000, "40 sec ago"],
    [-4 * 60_000, "4 min ago"],
    [-3_600_000, "1 hour ago"],
    [-30 * 3_600_000, "30 hours ago"],
    [-9 * DAY, "9 days ago"],
    [-200 * DAY, "6 months ago"],
    [-3 * 365 * DAY, "3 years ago"],
    [3 * DAY, "in 3 days"],
    [90_000, "in 1 min"],
  ])("an instant %i ms away is %s", (offset, words) => {
    expect(relativeTime(NOW + offset, NOW)).toBe(words);
  });

  test("an instant slightly ahead is now, because two clocks are never the same", () => {
    expect(relativeTime(NOW + 45_000, NOW)).toBe("just now");
  });

  test("a span has no direction and never goes below nothing", () => {
    expect(elapsed(NOW - 9 * DAY, NOW)).toBe("9 days");
    expect(elapsed(NOW + 5_000, NOW)).toBe("a few seconds");
  });
});

describe("exact time", () => {
  test("names the day, the second and the zone", () => {
    expect(exactTime(Date.parse("2026-11-27T08:00:05.000Z"), "Europe/Berlin")).toBe("Fri 27 Nov 2026, 09:00:05 CET");
  });

  test("a deadline says both how far away it is and when", () => {
    expect(deadline(Date.parse("2026-11-27T08:00:00.000Z"), NOW, "Europe/Berlin")).toBe(
      "in 3 days - Fri 27 Nov, 09:00",
    );
  });

  test("midnight is 00:00, not 24:00", () => {
    expect(exactTime(Date.parse("2026-11-27T00:00:00.000Z"), "UTC")).toBe("Fri 27 Nov 2026, 00:00:00 UTC");
  });
});

test.each([
  [0, "0 hours"],
  [3_600_000, "1 hour"],
  [2 * 86_400_000 - 1, "47 hours"],
  [9 * 86_400_000, "9 days"],
  [400 * 86_400_000, "400 days"],
])("an age of %i ms is %s", (ms, words) => {
  expect(ageInDays(0, ms)).toBe(words);
});
