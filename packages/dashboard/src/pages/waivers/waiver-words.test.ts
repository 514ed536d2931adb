import { expect, it } from "vitest";
import { decisionsOn, standingOf, subjectOf } from "./waiver-words.ts";

const NOW = Date.parse("2026-11-23T09:00:00.000Z");
const waiver = {
  state: "approved",
  startsAt: "2026-11-20T00:00:00.000Z",
  endsAt: "2026-11-23T09:00:00.001Z",
  endsSoon: true,
} as const;

it("says how an approved waiver stands to the millisecond", () => {
  expect(standingOf(waiver, NOW)).toBe("ends soon");
  expect(standingOf(waiver, NOW + 1)).toBe("over");
  expect(standingOf(waiver, Date.parse(waiver.startsAt) - 1)).toBe("to come");
  expect(standingOf({ ...waiver, endsSoon: false }, NOW)).toBe("in force");
  expect(standingOf({ ...waiver, state: "refused" }, NOW)).toBe("refused");
});

it("offers what can still be decided", () => {
  expect(decisionsOn("requested")).toEqual(["approve", "refuse", "withdraw"]);
  expect(decisionsOn("in force")).toEqual(["end"]);
  expect(decisionsOn("over")).toEqual([]);
});

it("names what a waiver is about", () => {
  expect(subjectOf({ rule: null, account: null })).toBe("every rule");
  expect(subjectOf({ rule: "password-age", account: "anna" })).toBe("Passwords changed in time, for anna");
});
