import type { FleetSummary } from "@muster/shared/api.ts";
import { expect, test } from "vitest";
import { fleetSentence } from "./fleet-sentence.ts";

const summary = (more: Partial<FleetSummary>): FleetSummary => ({
  total: 430,
  byStatus: { compliant: 412, "non-compliant": 9, unknown: 3, "in-grace": 0, "accepted-risk": 0, "not-covered": 6 },
  online: 380,
  byReachability: { online: 380, asleep: 20, away: 20, overdue: 6, missing: 4 },
  openFlags: 12,
  openedLastDay: 3,
  resolvedLastDay: 0,
  openIncidents: 0,
  incidentsChangedAt: null,
  flagsByRule: {},
  ...more,
});
const words = (more: Partial<FleetSummary>) =>
  fleetSentence(summary(more))
    .map((part) => part.text)
    .join("");

test("the sentence gives the share that is compliant and what opened since yesterday", () => {
  expect(words({})).toBe("412 of 430 machines are compliant. 3 flags opened since yesterday.");
});

test("what was resolved is said only when something was", () => {
  expect(words({ openedLastDay: 1, resolvedLastDay: 5 })).toBe(
    "412 of 430 machines are compliant. 1 flag opened since yesterday, 5 resolved.",
  );
  expect(words({ openedLastDay: 0, resolvedLastDay: 2 })).toBe(
    "412 of 430 machines are compliant. No flag opened since yesterday, 2 resolved.",
  );
});

test("a quiet day is said to be quiet", () => {
  expect(words({ openedLastDay: 0 })).toBe(
    "412 of 430 machines are compliant. No flag opened or resolved since yesterday.",
  );
});

test("one machine is not many", () => {
  const one = {
    total: 1,
    byStatus: { compliant: 1, "non-compliant": 0, unknown: 0, "in-grace": 0, "accepted-risk": 0, "not-covered": 0 },
  };
  expect(words({ ...one, openedLastDay: 0 })).toBe(
    "1 of 1 machine is compliant. No flag opened or resolved since yesterday.",
  );
});

test("an empty fleet has no share", () => {
  expect(words({ total: 0 })).toBe("No machine reports yet.");
});

test("each figure leads to the list behind it", () => {
  expect(fleetSentence(summary({ resolvedLastDay: 2 })).flatMap((part) => part.list ?? [])).toEqual([
    "compliant",
    "all",
    "open-flags",
    "resolved-flags",
  ]);
});
