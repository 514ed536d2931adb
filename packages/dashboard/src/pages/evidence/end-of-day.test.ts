import { expect, it } from "vitest";
import { endOfDay } from "./end-of-day.ts";

const LATE = Date.UTC(2027, 0, 1);

it("is the last millisecond before the next day begins", () => {
  expect(Date.parse(endOfDay("2026-11-23", LATE) ?? "")).toBe(new Date("2026-11-24T00:00:00").getTime() - 1);
});

it("is the present on a day that is not over", () => {
  const now = new Date("2026-11-23T10:00:00").getTime();
  expect(endOfDay("2026-11-23", now)).toBe(new Date(now).toISOString());
});

it("is nothing for what is no day", () => {
  expect(endOfDay("", LATE)).toBeNull();
  expect(endOfDay("2026-13-40", LATE)).toBeNull();
});
