import { describe, expect, it } from "vitest";
import { isDue, nightOf } from "./night.ts";

const BERLIN = { hour: 6, minute: 0, timeZone: "Europe/Berlin" };

describe("the night", () => {
  it("is named by the local date, not by UTC's", () => {
    expect(nightOf(Date.UTC(2026, 10, 23, 23, 30), "Europe/Berlin")).toBe("2026-11-24");
    expect(nightOf(Date.UTC(2026, 10, 23, 23, 30), "America/New_York")).toBe("2026-11-23");
  });

  it.each([
    ["winter", Date.UTC(2026, 0, 15, 5, 0)],
    ["summer", Date.UTC(2026, 6, 15, 4, 0)],
    ["the morning after clocks went forward", Date.UTC(2026, 2, 29, 4, 0)],
    ["the morning after clocks went back", Date.UTC(2026, 9, 25, 5, 0)],
  ])("is over at six by the wall clock: %s", (_, six) => {
    expect(isDue(six - 1, BERLIN)).toBe(false);
    expect(isDue(six, BERLIN)).toBe(true);
  });
});
