import { expect, it } from "vitest";
import { suggest } from "./complete-policy.ts";
import { POLICY_SCHEMA } from "./policy-schema.ts";

/** Labels suggested where the text has a `|`. */
function at(text: string): string[] {
  const [before = "", after = ""] = text.split("|");
  return suggest(before, after, POLICY_SCHEMA).map((each) => each.label);
}

it("offers the document's keys that are not written yet", () => {
  const labels = at("name: Default\nr|\nrules:\n");
  expect(labels).toContain("reachability");
  expect(labels).not.toContain("name");
  expect(labels).not.toContain("rules");
});

it("offers rules under rules, and their settings under a rule", () => {
  expect(at("rules:\n  firewall-enabled:\n    severity: high\n  |")).toContain("password-age");
  expect(at("rules:\n  firewall-enabled:\n    severity: high\n  |")).not.toContain("firewall-enabled");
  expect(at("rules:\n  password-age:\n    severity: high\n    |")).toEqual([
    "grace",
    "paragraph",
    "maxAge",
    "warnBefore",
  ]);
});

it("offers the values that may stand there", () => {
  expect(at("rules:\n  firewall-enabled:\n    severity: |")).toEqual(["low", "medium", "high", "critical"]);
  expect(at("rules:\n  firewall-enabled:\n    mustBlockInbound: t|")).toEqual(["true", "false"]);
  expect(at("unknownFlagsAfter: |")).toEqual([]);
});

it("finds its way through lists, comments and flow style", () => {
  const sites = "sites:\n  - name: Berlin\n    # the office\n    calendar:\n      timeZone: Europe/Berlin\n      |";
  expect(at(sites)).toEqual(["workingDays", "hours", "holidays"]);
  expect(at("groups:\n  - name: Privileged\n    |")).toEqual(["match", "rules"]);
  expect(at("groups:\n  - |")).toEqual(["name", "match", "rules"]);
  expect(at("groups:\n  - name: Privileged\n    rules:\n      password-age:\n        |")).toContain("maxAge");
  expect(at("rules:\n  reporting: { severity: |")).toEqual(["low", "medium", "high", "critical"]);
  expect(at("rules:\n  password-age: { severity: low, m|")).toEqual(["grace", "paragraph", "maxAge", "warnBefore"]);
});

it("keeps out of comments", () => {
  expect(at("# ru|")).toEqual([]);
});
