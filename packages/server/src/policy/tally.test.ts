import { DAY_MS } from "@muster/shared/duration.ts";
import { Policy } from "@muster/shared/policy.ts";
import type { RuleId } from "@muster/shared/rules.ts";
import fc from "fast-check";
import { expect, it } from "vitest";
import { evaluate } from "./evaluate.ts";
import { inForce } from "./in-force.ts";
import { RULES } from "./rules/index.ts";
import type { RuleMemory, WaiverInForce } from "./situation.ts";
import { tally } from "./tally.ts";
import { account, clamav, contact, outcomes, situation } from "./test-situations.ts";

const NOW = Date.UTC(2026, 10, 23, 9);

const POLICIES = [
  {},
  { "antivirus-definitions": { severity: "high", warnAfter: "3d", failAfter: "7d" } },
  {
    "antivirus-definitions": { severity: "high", grace: "1d", warnAfter: "1d", failAfter: "2d" },
    "firewall-enabled": { severity: "low", grace: "4h", mustBlockInbound: true },
    "password-age": { severity: "low", maxAge: "45d", warnBefore: "10d" },
    "disk-encrypted": { severity: "low", onlySystemVolume: true },
    reporting: { severity: "medium" },
  },
].map((rules) => Policy.parse({ name: "Test", unknownFlagsAfter: "7d", rules }));

const instant = fc.integer({ min: -100, max: 3 }).map((hours) => NOW + hours * 3_600_000);

const memory = fc.record({
  status: fc.constantFrom("pass", "fail", "unknown", "warn" as const),
  since: instant,
  failingSince: fc.option(instant),
  failures: fc.array(instant, { maxLength: 5 }),
});

const waiver = fc.record({
  rule: fc.option(fc.constantFrom<RuleId>("firewall-enabled", "password-age")),
  account: fc.option(fc.constantFrom("anna", "ben")),
  startsAt: instant,
  endsAt: instant,
});

const machine = fc.record({
  definitions: fc.option(fc.integer({ min: -2, max: 12 })),
  passwords: fc.array(fc.option(fc.integer({ min: 0, max: 100 })), { maxLength: 2 }),
  firewall: fc.constantFrom("on", "off", "unknown" as const),
  silentHours: fc.integer({ min: 0, max: 400 }),
  memory: fc.dictionary(fc.constantFrom(...RULES.map((rule) => rule.id)), memory),
  waivers: fc.array(waiver, { maxLength: 3 }),
  hasReported: fc.boolean(),
});

it("a count says of every machine what the verdicts in words say", () => {
  fc.assert(
    fc.property(machine, fc.constantFrom(...POLICIES), (given, policy) => {
      const { definitions, passwords, firewall, silentHours, hasReported } = given;
      const facts = outcomes(NOW, {
        products: [clamav(definitions === null ? null : NOW - definitions * DAY_MS)],
        accounts: passwords.map((age, index) =>
          account(index === 0 ? "anna" : "ben", age === null ? null : NOW - age * DAY_MS),
        ),
        firewall,
      });
      const waivers = given.waivers.map(
        (each, index): WaiverInForce => ({ id: `w${index}`, machineId: "m", group: null, ...each }),
      );
      const stands = situation(hasReported ? facts : {}, {
        now: NOW,
        contact: contact(NOW, { lastSeenAt: NOW - silentHours * 3_600_000 }),
        memory: new Map(Object.entries(given.memory) as [RuleId, RuleMemory][]),
        waivers,
      });
      const told = evaluate(stands, policy, NOW);
      const statuses = told.verdicts.map((verdict) => verdict.status);
      const counted: string[] = [];
      const numbers = tally(stands, policy, inForce(policy, stands.member), NOW, (_, status) => counted.push(status));
      expect(counted).toEqual(statuses);
      expect(numbers).toMatchObject({
        status: told.status,
        isFlagged: told.verdicts.some((verdict) => verdict.isFlagged),
        worst: (["fail", "unknown", "warn"] as const).find((status) => statuses.includes(status)) ?? "pass",
      });
    }),
    { numRuns: 500 },
  );
});
