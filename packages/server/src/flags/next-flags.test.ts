import { describe, expect, it } from "vitest";
import type { JudgedVerdict } from "../policy/evaluate.ts";
import type { FlagRow } from "../store/schema.ts";
import { nextFlags } from "./next-flags.ts";

const CONTEXT = { machineId: "m1", policyVersion: 3, now: 1_000, newId: () => "new" };

function verdict(status: JudgedVerdict["status"], more: Partial<JudgedVerdict> = {}): JudgedVerdict {
  return {
    rule: "firewall-enabled",
    status,
    severity: "high",
    sentence: "It is off.",
    measured: null,
    limit: null,
    countedFrom: null,
    source: null,
    confidence: null,
    since: 0,
    failingSince: null,
    failures: [],
    isInGrace: false,
    graceEndsAt: null,
    waiver: null,
    changesAt: null,
    isFlagged: status === "fail",
    ...more,
  };
}

const OPEN: FlagRow = {
  id: "old",
  machine_id: "m1",
  rule: "firewall-enabled",
  severity: "high",
  cause: "fail",
  sentence: "It is off.",
  policy_version: 3,
  opened_at: 500,
  updated_at: 500,
  resolved_at: null,
  recent_failures: 0,
  resolved_because: null,
};

describe("flags", () => {
  it("open on a failure, once", () => {
    expect(nextFlags([], [verdict("fail")], CONTEXT).opened).toMatchObject([
      { id: "new", opened_at: 1_000, cause: "fail" },
    ]);
    expect(nextFlags([OPEN], [verdict("fail")], CONTEXT)).toEqual({ opened: [], updated: [], resolved: [] });
  });

  it("open on an unknown that has lasted too long, and say so", () => {
    const { opened } = nextFlags([], [verdict("unknown", { isFlagged: true })], CONTEXT);
    expect(opened).toMatchObject([{ cause: "unknown" }]);
  });

  it("are updated when the reason changes", () => {
    const { updated } = nextFlags([OPEN], [verdict("fail", { sentence: "It is open." })], CONTEXT);
    expect(updated).toMatchObject([{ id: "old", sentence: "It is open.", opened_at: 500, updated_at: 1_000 }]);
  });

  it.each(["pass", "warn", "not-applicable"] as const)("resolve on %s", (status) => {
    expect(nextFlags([OPEN], [verdict(status)], CONTEXT).resolved).toMatchObject([{ id: "old", resolved_at: 1_000 }]);
  });

  it("stay open while the rule cannot be read: what is not seen has not been mended", () => {
    expect(nextFlags([OPEN], [verdict("unknown", { failingSince: 0, isFlagged: true })], CONTEXT)).toEqual({
      opened: [],
      updated: [],
      resolved: [],
    });
  });

  it("resolve when the policy drops the rule", () => {
    expect(nextFlags([OPEN], [], CONTEXT).resolved).toHaveLength(1);
  });
});
