import { describe, expect, it } from "vitest";
import { dueNight, nextDueAt, nightsBetween, type Schedule } from "./schedule.ts";

const BERLIN: Schedule = { time: "06:00", timeZone: "Europe/Berlin", days: ["mon", "tue", "wed", "thu", "fri"] };
const DAILY: Schedule = { ...BERLIN, days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] };

describe("a list's schedule", () => {
  it.each([
    ["winter", "2026-01-15", Date.UTC(2026, 0, 15, 5)],
    ["summer", "2026-07-15", Date.UTC(2026, 6, 15, 4)],
    ["the morning after clocks went forward", "2026-03-29", Date.UTC(2026, 2, 29, 4)],
    ["the morning after clocks went back", "2026-10-25", Date.UTC(2026, 9, 25, 5)],
  ])("is due at six by the wall clock: %s", (_, name, six) => {
    expect(dueNight(DAILY, six)).toEqual({ name, dueAt: six });
    expect(dueNight(DAILY, six - 1)?.name).not.toBe(name);
  });

  it("comes once where the clocks repeat or leave out its time", () => {
    const early = { ...DAILY, time: "02:30" };
    expect(dueNight(early, Date.UTC(2026, 2, 29, 1, 30))).toEqual({
      name: "2026-03-29",
      dueAt: Date.UTC(2026, 2, 29, 1, 30),
    });
    const firstTime = Date.UTC(2026, 9, 25, 0, 30);
    expect(dueNight(early, firstTime + 3_600_000)).toEqual({ name: "2026-10-25", dueAt: firstTime });
  });

  it("rests on days that it does not name, and is not made up for after most of a day", () => {
    const friday = Date.UTC(2026, 10, 20, 5);
    expect(dueNight(BERLIN, friday + 17 * 3_600_000)?.name).toBe("2026-11-20");
    expect(dueNight(BERLIN, friday + 19 * 3_600_000)).toBeNull();
    expect(dueNight(BERLIN, Date.UTC(2026, 10, 22, 9))).toBeNull();
    expect(nextDueAt(BERLIN, friday)).toBe(Date.UTC(2026, 10, 23, 5));
  });

  it("is late across midnight too", () => {
    const late = { ...DAILY, time: "23:30" };
    const due = Date.UTC(2026, 10, 23, 22, 30);
    expect(dueNight(late, due + 7_200_000)).toEqual({ name: "2026-11-23", dueAt: due });
  });

  it("counts the nights that passed without a digest", () => {
    const names = nightsBetween(BERLIN, "2026-11-18", Date.UTC(2026, 10, 24, 5)).map((night) => night.name);
    expect(names).toEqual(["2026-11-19", "2026-11-20", "2026-11-23"]);
  });
});
