import type { FirewallFacts, FirewallProfile } from "@muster/shared/facts/firewall.ts";
import fc from "fast-check";
import { expect, it } from "vitest";
import { configurationOf, keyOf, kindOfChange } from "./firewall-compare.ts";

type State = FirewallProfile["state"];
type Inbound = FirewallProfile["inbound"];

function facts(profiles: Record<string, readonly [State, Inbound]>, more: Partial<FirewallFacts> = {}): FirewallFacts {
  return {
    profiles: Object.entries(profiles).map(([name, [state, inbound]]) => {
      return { name, state, inbound, isActive: null, detail: null };
    }),
    tool: "Windows Defender Firewall",
    fingerprint: "a".repeat(64),
    source: "registry",
    ...more,
  };
}
const shut = facts({ Domain: ["on", "block"], Public: ["on", "block"] });

it.each([
  ["turned off", facts({ Domain: ["off", "block"], Public: ["on", "block"] }), "weaker"],
  ["lets everything in", facts({ Domain: ["on", "allow"], Public: ["on", "block"] }), "weaker"],
  ["no longer tells what it does", facts({ Domain: ["unknown", "unknown"], Public: ["on", "block"] }), "weaker"],
  ["lost a profile", facts({ Domain: ["on", "block"] }), "weaker"],
  [
    "has one profile more",
    facts({ Domain: ["on", "block"], Private: ["on", "block"], Public: ["on", "block"] }),
    "stronger",
  ],
  ["has other rules", { ...shut, fingerprint: "b".repeat(64) }, "rules"],
  ["is made by another tool", { ...shut, tool: "nftables" }, "other"],
  ["is the same", { ...shut, source: "elsewhere" }, null],
  ["cannot be read any more", null, "unread"],
] as const)("a firewall that %s", (_, after, kind) => {
  expect(kindOfChange(shut, after)).toBe(kind);
});

it("says stronger of the way back from weaker, and of a first reading that it appeared", () => {
  const open = facts({ Domain: ["off", "allow"], Public: ["on", "block"] });
  expect(kindOfChange(open, shut)).toBe("stronger");
  expect(kindOfChange(null, shut)).toBe("appeared");
  expect(kindOfChange(null, null)).toBeNull();
});

const anyFacts = fc
  .dictionary(
    fc.constantFrom("Domain", "Private", "Public"),
    fc.tuple(fc.constantFrom<State>("on", "off", "unknown"), fc.constantFrom<Inbound>("block", "allow", "unknown")),
  )
  .map((profiles) => facts(profiles));

it("calls nothing stronger that is weaker the other way round too", () => {
  fc.assert(
    fc.property(anyFacts, anyFacts, (one, other) => {
      if (kindOfChange(one, other) === "stronger") expect(kindOfChange(other, one)).toBe("weaker");
    }),
  );
});

it("sees no configuration in the order of profiles", () => {
  fc.assert(
    fc.property(anyFacts, (one) => {
      const turned = { ...one, profiles: one.profiles.toReversed() };
      expect(keyOf(configurationOf(turned))).toBe(keyOf(configurationOf(one)));
      expect(kindOfChange(one, turned)).toBeNull();
    }),
  );
});
