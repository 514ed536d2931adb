import { DAY_MS } from "@muster/shared/duration.ts";
import { RULE_IDS, type RuleId } from "@muster/shared/rules.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluate } from "./evaluate.ts";
import { RULES } from "./rules/index.ts";
import { account, clamav, DEFAULT_POLICY, outcomes, situation } from "./test-situations.ts";

const NOW = Date.UTC(2026, 10, 23, 9, 0, 0);

function judge(given: Parameters<typeof outcomes>[1], now = NOW, tags: string[] = []) {
  const evaluation = evaluate(situation(outcomes(now, given), { now, member: { tags } }), DEFAULT_POLICY, now);
  const of = (rule: RuleId) => evaluation.verdicts.find((verdict) => verdict.rule === rule);
  return { ...evaluation, of };
}

describe("antivirus definitions", () => {
  const at = (ageMs: number) => judge({ products: [clamav(NOW - ageMs)] }).of("antivirus-definitions");

  it.each([
    ["fresh", 0, "pass"],
    ["exactly at the warning", 3 * DAY_MS, "pass"],
    ["one millisecond past it", 3 * DAY_MS + 1, "warn"],
    ["exactly at the limit", 7 * DAY_MS, "warn"],
    ["one millisecond past it", 7 * DAY_MS + 1, "fail"],
  ])("%s (%i ms old): %s %s", (_, ageMs, status) => {
    expect(at(ageMs)?.status).toBe(status);
  });

  it("are unknown, not fresh, when dated more than a day ahead", () => {
    expect(at(-DAY_MS)?.status).toBe("pass");
    expect(at(-DAY_MS - 1)?.status).toBe("unknown");
  });

  it("believe a vendor's flag as far as it goes, and make no days of it", () => {
    const flagged = clamav(null);
    flagged.definitions = { ...flagged.definitions, confidence: "flag", vendorSaysCurrent: true };
    const verdict = judge({ products: [flagged] }).of("antivirus-definitions");
    expect(verdict).toMatchObject({ status: "pass", confidence: "flag", countedFrom: null });
  });

  it("are those of the product that is on, not of one that is off", () => {
    const products = [clamav(NOW, { name: "Off", state: "off" }), clamav(NOW - 9 * DAY_MS, { name: "On" })];
    expect(judge({ products }).of("antivirus-definitions")?.status).toBe("fail");
  });

  it("of a ghost count for nothing", () => {
    expect(judge({ products: [clamav(NOW, { registration: "ghost" })] }).of("antivirus-definitions")?.status).toBe(
      "fail",
    );
  });
});

describe("antivirus active", () => {
  it.each([
    ["none", [], "fail"],
    ["one that is on", [clamav(NOW)], "pass"],
    ["one that is off", [clamav(NOW, { state: "off" })], "fail"],
    ["one that does not tell", [clamav(NOW, { state: "unknown" })], "unknown"],
    ["a passive one", [clamav(NOW, { state: "passive" })], "fail"],
    ["one on beside one off", [clamav(NOW, { state: "off" }), clamav(NOW)], "pass"],
    ["a ghost that is on", [clamav(NOW, { registration: "ghost" })], "fail"],
  ])("%s", (_, products, status) => {
    expect(judge({ products }).of("antivirus-active")?.status).toBe(status);
  });
});

describe("firewall", () => {
  it.each([
    ["on", "pass"],
    ["off", "fail"],
    ["unknown", "unknown"],
  ] as const)("%s: %s", (firewall, status) => {
    expect(judge({ firewall }).of("firewall-enabled")?.status).toBe(status);
  });
});

describe("password age", () => {
  // /etc/shadow counts days: set on day 0, good through day 90, expired from the first instant of day 91.
  const set = Date.UTC(2026, 0, 1);
  const at = (now: number, tags: string[] = []) =>
    judge({ accounts: [account("anna", set)], products: [clamav(now)] }, now, tags).of("password-age");

  it.each([
    ["the last instant before the warning", set + 77 * DAY_MS - 1, "pass"],
    ["14 days before the end", set + 77 * DAY_MS, "warn"],
    ["the last instant of its last day", set + 91 * DAY_MS - 1, "warn"],
    ["the first instant after it", set + 91 * DAY_MS, "fail"],
  ])("%s", (_, now, status) => {
    expect(at(now)?.status).toBe(status);
  });

  it("is 45 days on privileged machines", () => {
    expect(at(set + 46 * DAY_MS - 1, ["privileged"])?.status).toBe("warn");
    expect(at(set + 46 * DAY_MS, ["privileged"])).toMatchObject({ status: "fail", severity: "high" });
    expect(at(set + 46 * DAY_MS)?.status).toBe("pass");
  });

  it("is told by the worst account, and names the others like it", () => {
    const accounts = [account("ok", NOW), account("old", NOW - 200 * DAY_MS), account("older", NOW - 300 * DAY_MS)];
    const verdict = judge({ accounts }).of("password-age");
    expect(verdict?.status).toBe("fail");
    expect(verdict?.sentence).toMatch(/^The password of older/);
    expect(verdict?.sentence).toContain("2 accounts are like this: old and older.");
  });

  it("does not apply to locked accounts, and fails one without any password", () => {
    const locked = account("root", null, { state: "locked" });
    expect(judge({ accounts: [locked] }).of("password-age")?.status).toBe("not-applicable");
    expect(judge({ accounts: [locked, account("kiosk", null, { state: "none" })] }).of("password-age")?.status).toBe(
      "fail",
    );
  });

  it("is unknown when nothing records the last change", () => {
    expect(judge({ accounts: [account("anna", null)] }).of("password-age")?.status).toBe("unknown");
  });
});

describe("what cannot be read", () => {
  const denied = {
    kind: "denied",
    reason: "root is needed",
    observedAt: new Date(NOW).toISOString(),
    durationMs: 1,
  } as const;
  const given = { ...outcomes(NOW), passwords: denied };

  it("is unknown with its reason, and flagged only when it has lasted", () => {
    const first = evaluate(situation(given, { now: NOW }), DEFAULT_POLICY, NOW);
    const verdict = first.verdicts.find((each) => each.rule === "password-age");
    expect(verdict).toMatchObject({ status: "unknown", isFlagged: false, changesAt: NOW + 7 * DAY_MS });
    expect(verdict?.sentence).toContain("root is needed");
    expect(first.status).toBe("unknown");

    const before = { status: "unknown", since: NOW, failingSince: null, failures: [] } as const;
    const memory = new Map([["password-age", before]] as const);
    const ripe = (now: number) =>
      evaluate(situation(given, { memory, now: NOW }), DEFAULT_POLICY, now).verdicts.find(
        (each) => each.rule === "password-age",
      );
    expect(ripe(NOW + 7 * DAY_MS - 1)?.isFlagged).toBe(false);
    expect(ripe(NOW + 7 * DAY_MS)).toMatchObject({ isFlagged: true, changesAt: null });
  });

  it("never hides a failure", () => {
    const both = { ...given, ...{ antivirus: outcomes(NOW, { products: [] }).antivirus } };
    expect(evaluate(situation(both, { now: NOW }), DEFAULT_POLICY, NOW).status).toBe("non-compliant");
  });
});

it("a machine that no rule covers is not covered, never compliant", () => {
  expect(evaluate(situation(outcomes(NOW)), { ...DEFAULT_POLICY, rules: {} }, NOW).status).toBe("not-covered");
});

it("every rule id has one rule, with remedies for every OS", () => {
  expect(RULES.map((rule) => rule.id).toSorted()).toEqual(RULE_IDS.toSorted());
  for (const rule of RULES) {
    expect(Object.values(rule.remedies).every((steps) => steps.length > 0)).toBe(true);
  }
});

it("nothing changes before changesAt, and something does at it", () => {
  const day = fc.integer({ min: -3 * DAY_MS, max: 120 * DAY_MS });
  fc.assert(
    fc.property(
      day,
      day,
      fc.constantFrom("on", "off", "unknown"),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (age, passwordAge, firewall, part) => {
        const given = situation(
          outcomes(NOW, { products: [clamav(NOW - age)], accounts: [account("anna", NOW - passwordAge)], firewall }),
          { now: NOW },
        );
        const first = evaluate(given, DEFAULT_POLICY, NOW);
        const end = first.changesAt ?? NOW + 400 * DAY_MS;
        expect(end).toBeGreaterThan(NOW);
        const memory = new Map(first.verdicts.map((verdict) => [verdict.rule, verdict]));
        const shape = (now: number) => {
          const { verdicts, status, reach } = evaluate({ ...given, memory }, DEFAULT_POLICY, now);
          return {
            status,
            reachability: reach.reachability,
            verdicts: verdicts.map(({ rule, status, sentence, isFlagged }) => ({ rule, status, sentence, isFlagged })),
          };
        };
        const between = NOW + Math.floor((end - 1 - NOW) * part);
        expect(shape(between)).toEqual(shape(NOW));
        if (first.changesAt !== null) expect(shape(first.changesAt)).not.toEqual(shape(NOW));
      },
    ),
    { numRuns: 500 },
  );
});
