import { AppError } from "@muster/shared/errors.ts";
import { describe, expect, it } from "vitest";
import { parsePolicy } from "./parse-policy.ts";
import { DEFAULT_POLICY } from "./test-situations.ts";

function faultsOf(text: string): string {
  try {
    parsePolicy(text, "policy.yaml");
  } catch (error) {
    if (error instanceof AppError) return error.details ?? "";
    throw error;
  }
  return "";
}

describe("a policy document", () => {
  it("has defaults that parse: 3 and 7 days, 90 days, 45 for the privileged", () => {
    expect(DEFAULT_POLICY.rules["antivirus-definitions"]).toMatchObject({
      warnAfter: 259_200_000,
      failAfter: 604_800_000,
    });
    expect(DEFAULT_POLICY.rules["password-age"]?.maxAge).toBe(90 * 86_400_000);
    expect(DEFAULT_POLICY.groups[0]?.rules["password-age"]?.maxAge).toBe(45 * 86_400_000);
  });

  it("names line, column and what was expected, for every fault at once", () => {
    const faults = faultsOf(`name: Ours
unknownFlagsAfter: 7d
rules:
  antivirus-definitions:
    severity: high
    warnAfter: three days
    failAfter: 7d
  firewall-enabled:
    severity: enormous
    mustBlockInbound: true
`);
    expect(faults).toContain("policy.yaml:6:16: rules.antivirus-definitions.warnAfter: expected a duration");
    expect(faults).toContain("policy.yaml:9:15: rules.firewall-enabled.severity:");
  });

  it("refuses rules that do not exist, groups that match nobody, and text that is no YAML", () => {
    const start = "name: Ours\nunknownFlagsAfter: 7d\n";
    expect(faultsOf(`${start}rules:\n  antivirus-activ: {}\n`)).toContain("antivirus-activ");
    expect(faultsOf(`${start}rules: {}\ngroups:\n  - name: x\n    match: {}\n    rules: {}\n`)).toContain(
      "matches nothing",
    );
    expect(faultsOf("name: [")).toContain("policy.yaml:1:");
  });
});
