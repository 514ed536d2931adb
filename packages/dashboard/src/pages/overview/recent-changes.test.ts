import type { FlagWithMachine } from "@muster/shared/api.ts";
import { expect, test } from "vitest";
import { recentChanges } from "./recent-changes.ts";

const flag = (id: string, openedAt: string, resolvedAt: string | null): FlagWithMachine => ({
  id,
  machineId: "m1",
  machineName: "ANNA-LT",
  rule: "firewall-enabled",
  severity: "high",
  cause: "fail",
  sentence: "The firewall is off.",
  recentFailures: 1,
  policyVersion: 1,
  openedAt,
  updatedAt: openedAt,
  resolvedAt,
});

test("openings and resolutions are told together, newest first", () => {
  const flags = [
    flag("a", "2026-11-20T08:00:00.000Z", "2026-11-23T08:00:00.000Z"),
    flag("b", "2026-11-22T08:00:00.000Z", null),
  ];
  expect(recentChanges(flags, 10).map((change) => change.id)).toEqual(["a resolved", "b opened", "a opened"]);
});

test("a flag that two lists bring is told once", () => {
  const same = flag("a", "2026-11-20T08:00:00.000Z", null);
  expect(recentChanges([same, same], 10)).toHaveLength(1);
});

test("no more than asked for", () => {
  const flags = ["1", "2", "3"].map((id) => flag(id, `2026-11-2${id}T08:00:00.000Z`, null));
  expect(recentChanges(flags, 2).map((change) => change.id)).toEqual(["3 opened", "2 opened"]);
});
