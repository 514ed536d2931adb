import type { MachinePage, MachineSummary } from "@muster/shared/api.ts";
import { describe, expect, test } from "vitest";
import { patchMachinePages } from "./patch-machine-pages.ts";

const machine = (name: string, more: Partial<MachineSummary> = {}): MachineSummary => ({
  id: name,
  name,
  platform: "linux",
  osName: null,
  osVersion: null,
  tags: [],
  status: "compliant",
  sentence: "All rules pass.",
  rules: [{ rule: "firewall-enabled", status: "pass", measured: "on", countedFrom: null }],
  openFlags: 0,
  person: null,
  serialNumber: null,
  groups: [],
  flaggedRules: [],
  definitionsFrom: null,
  passwordEndsAt: null,
  site: null,
  isOnline: true,
  reachability: "online",
  reachableSince: "2026-11-23T08:00:00.000Z",
  lastSeenAt: null,
  enrolledAt: "2026-11-23T08:00:00.000Z",
  agentVersion: null,
  ...more,
});
const page = (names: string[], nextCursor: string | null = null): MachinePage => ({
  items: names.map((name) => machine(name)),
  nextCursor,
});
const names = (pages: MachinePage[]) => pages.flatMap((one) => one.items.map((item) => item.name));

describe("a row that is there", () => {
  test("changes where it stands, on whichever page", () => {
    const before = [page(["a", "b"], "2"), page(["c", "d"])];
    const { pages, unplaced } = patchMachinePages(before, [machine("c", { sentence: "Fine." })]);
    expect(pages[1]?.items[0]?.sentence).toBe("Fine.");
    expect(pages[0]).toBe(before[0]);
    expect(unplaced).toEqual([]);
  });

  test("stays where it stands when it begins to fail, and waits to be moved", () => {
    const { pages, unplaced } = patchMachinePages([page(["a", "b", "c"])], [machine("c", { status: "non-compliant" })]);
    expect(names(pages)).toEqual(["a", "b", "c"]);
    expect(pages[0]?.items[2]?.status).toBe("non-compliant");
    expect(unplaced).toEqual(["c"]);
  });

  test("stays in view when the filter no longer matches it, and waits to be removed", () => {
    const after = machine("b", { status: "unknown" });
    const { pages, unplaced } = patchMachinePages([page(["a", "b"])], [after], { status: ["compliant"] });
    expect(names(pages)).toEqual(["a", "b"]);
    expect(unplaced).toEqual(["b"]);
  });
});

describe("a machine that is not there", () => {
  test("appears at once in an empty, unfiltered list", () => {
    const { pages, unplaced } = patchMachinePages([page([])], [machine("first")]);
    expect(names(pages)).toEqual(["first"]);
    expect(unplaced).toEqual([]);
  });

  test("appears at the end of a whole list, and waits to be moved if it belongs further up", () => {
    const late = patchMachinePages([page(["a", "b"])], [machine("c")]);
    expect([names(late.pages), late.unplaced]).toEqual([["a", "b", "c"], []]);
    const early = patchMachinePages([page(["b", "c"])], [machine("a")]);
    expect([names(early.pages), early.unplaced]).toEqual([["b", "c", "a"], ["a"]]);
  });

  test("waits when it belongs among the rows loaded so far", () => {
    const { pages, unplaced } = patchMachinePages([page(["b", "d"], "2")], [machine("c")]);
    expect(names(pages)).toEqual(["b", "d"]);
    expect(unplaced).toEqual(["c"]);
  });

  test("is nobody's business when it belongs to a page not yet loaded", () => {
    expect(patchMachinePages([page(["b", "d"], "2")], [machine("z")]).unplaced).toEqual([]);
  });

  test("is nobody's business when the filter leaves it out", () => {
    expect(patchMachinePages([page(["a"])], [machine("b")], { search: "A" }).unplaced).toEqual([]);
    expect(patchMachinePages([page(["a"])], [machine("b")], { rule: ["firewall-enabled"] }).unplaced).toEqual([]);
  });

  test("waits when the filter asks for it", () => {
    const failing = machine("b", { flaggedRules: ["firewall-enabled"] });
    expect(patchMachinePages([page(["a"])], [failing], { rule: ["firewall-enabled"] }).unplaced).toEqual(["b"]);
  });
});
