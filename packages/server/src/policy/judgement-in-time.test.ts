import { DAY_MS } from "@muster/shared/duration.ts";
import { Policy } from "@muster/shared/policy.ts";
import type { RuleId } from "@muster/shared/rules.ts";
import { describe, expect, it } from "vitest";
import { type Contact, reachOf } from "./contact.ts";
import { evaluate } from "./evaluate.ts";
import { inForce } from "./in-force.ts";
import type { RuleMemory, WaiverInForce } from "./situation.ts";
import { account, contact, outcomes, situation } from "./test-situations.ts";

const HOUR = 3_600_000;
/** A Monday, 09:00 UTC. */
const NOW = Date.UTC(2026, 10, 23, 9);

const POLICY = Policy.parse({
  name: "Test",
  unknownFlagsAfter: "7d",
  grace: { afterEnrolment: "1d", afterReturn: "30m" },
  flapping: { within: "1d", failures: 2, hold: "1h" },
  rules: {
    "firewall-enabled": { severity: "high", grace: "2h", mustBlockInbound: true },
    "password-age": { severity: "low", maxAge: "90d", warnBefore: "14d" },
  },
});

const failing = (failingSince: number, failures: number[] = [failingSince]): RuleMemory => ({
  status: "fail",
  since: failingSince,
  failingSince,
  failures,
});

function firewallAt(
  now: number,
  memory: RuleMemory | null,
  more: { contact?: Contact; waivers?: WaiverInForce[] } = {},
) {
  const remembered = new Map<RuleId, RuleMemory>(memory === null ? [] : [["firewall-enabled", memory]]);
  const given = situation(outcomes(now, { firewall: "off" }), { now, memory: remembered, ...more });
  const evaluation = evaluate(given, POLICY, now);
  return { ...evaluation, verdict: evaluation.verdicts.find((each) => each.rule === "firewall-enabled") };
}

describe("grace", () => {
  it.each([
    ["at first sight", 0, false],
    ["a millisecond before it ends", 2 * HOUR - 1, false],
    ["at its end", 2 * HOUR, true],
  ])("of two hours, %s", (_, age, isFlagged) => {
    const { verdict, status } = firewallAt(NOW + age, failing(NOW));
    expect(verdict).toMatchObject({ status: "fail", isFlagged, isInGrace: !isFlagged });
    expect(status).toBe(isFlagged ? "non-compliant" : "in-grace");
    if (!isFlagged) expect(verdict?.changesAt).toBe(NOW + 2 * HOUR);
  });

  it("lasts a day after enrolment, whatever the rule's own", () => {
    const fresh = contact(NOW, { enrolledAt: NOW - DAY_MS + 5 });
    expect(firewallAt(NOW, failing(NOW - DAY_MS + 5), { contact: fresh }).verdict).toMatchObject({ isInGrace: true });
    expect(firewallAt(NOW + 5, failing(NOW - DAY_MS + 5), { contact: fresh }).verdict).toMatchObject({
      isFlagged: true,
    });
  });

  it("of what began while a laptop slept for two weeks lasts until half an hour after its return", () => {
    const slept = contact(NOW, { partedAt: NOW - 14 * DAY_MS, parting: "asleep", lastSeenAt: NOW - 14 * DAY_MS });
    const began = failing(NOW - 7 * DAY_MS);
    const asleep = firewallAt(NOW, began, { contact: slept });
    expect(asleep.verdict).toMatchObject({ isFlagged: false, isInGrace: true, graceEndsAt: null });
    expect(asleep.sentence).toContain("until it is back");
    const back = contact(NOW, { absentFrom: NOW - 14 * DAY_MS, returnedAt: NOW });
    expect(firewallAt(NOW + HOUR / 2 - 1, began, { contact: back }).verdict).toMatchObject({ isFlagged: false });
    expect(firewallAt(NOW + HOUR / 2, began, { contact: back }).verdict).toMatchObject({ isFlagged: true });
  });

  it("is not had by leaving: what failed before the sleep stays flagged through it", () => {
    const slept = contact(NOW, { partedAt: NOW - DAY_MS, parting: "asleep", lastSeenAt: NOW - DAY_MS });
    expect(firewallAt(NOW, failing(NOW - 2 * DAY_MS), { contact: slept }).verdict).toMatchObject({ isFlagged: true });
  });

  it("is the longer hold for a rule that keeps failing and recovering", () => {
    const policy = { ...POLICY, rules: { "firewall-enabled": { severity: "high", mustBlockInbound: true } } } as const;
    const at = (failures: number[]) =>
      evaluate(
        situation(outcomes(NOW, { firewall: "off" }), {
          now: NOW,
          memory: new Map([["firewall-enabled", failing(NOW, failures)]]),
        }),
        policy as unknown as Policy,
        NOW,
      ).verdicts[0];
    expect(at([NOW - HOUR, NOW])).toMatchObject({ isFlagged: true });
    expect(at([NOW - 2 * HOUR, NOW - HOUR, NOW])).toMatchObject({ isFlagged: false, graceEndsAt: NOW + HOUR });
  });
});

describe("waivers", () => {
  const waiver = (more: Partial<WaiverInForce> = {}): WaiverInForce => ({
    id: "w",
    machineId: null,
    group: null,
    rule: "firewall-enabled",
    account: null,
    startsAt: NOW,
    endsAt: NOW + DAY_MS,
    ...more,
  });
  const old = failing(NOW - 5 * DAY_MS);

  it.each([
    ["before it starts", NOW - 1, "non-compliant"],
    ["from its start", NOW, "accepted-risk"],
    ["a millisecond before its end", NOW + DAY_MS - 1, "accepted-risk"],
    ["at its end", NOW + DAY_MS, "non-compliant"],
  ])("%s", (_, now, status) => {
    const judged = firewallAt(now, old, { waivers: [waiver()] });
    expect(judged.status).toBe(status);
    expect(judged.verdict?.status).toBe("fail");
  });

  it("of another rule, or of a group that the machine is not in, cover nothing", () => {
    for (const other of [waiver({ rule: "password-age" }), waiver({ group: "Elsewhere" })]) {
      expect(firewallAt(NOW, old, { waivers: [other] }).status).toBe("non-compliant");
    }
  });

  it("of one account leave the others to be judged", () => {
    const accounts = [account("kiosk", NOW - 200 * DAY_MS), account("anna", NOW)];
    const judge = (list: typeof accounts) =>
      evaluate(
        situation(outcomes(NOW, { accounts: list }), {
          now: NOW,
          waivers: [waiver({ rule: "password-age", account: "kiosk" })],
        }),
        POLICY,
        NOW,
      );
    expect(judge(accounts).status).toBe("accepted-risk");
    expect(judge([...accounts, account("ben", NOW - 200 * DAY_MS)]).status).toBe("non-compliant");
  });
});

describe("reachability", () => {
  const calendar = Policy.parse({
    name: "Sites",
    unknownFlagsAfter: "7d",
    sites: [
      {
        name: "Berlin",
        match: { names: ["ber-*"] },
        calendar: { timeZone: "Europe/Berlin", hours: "08:00-18:00" },
      },
    ],
    rules: {},
  });
  const at = (now: number, how: Contact) => {
    const { frame } = inForce(calendar, { platform: "linux", tags: [], name: "BER-1" });
    return reachOf(how, frame.reachability, frame.calendar, now).reachability;
  };
  // Friday 20 November 2026, 19:00 in Berlin.
  const friday = Date.UTC(2026, 10, 20, 18);
  const slept = contact(friday, { partedAt: friday, parting: "asleep", lastSeenAt: friday });

  it.each([
    ["on Sunday", Date.UTC(2026, 10, 22, 12), "asleep"],
    ["on Monday before ten past eight", Date.UTC(2026, 10, 23, 7, 9), "asleep"],
    ["on Monday from ten past eight", Date.UTC(2026, 10, 23, 7, 10), "away"],
    ["on Wednesday before the evening", Date.UTC(2026, 10, 25, 16, 59), "away"],
    ["after three working days", Date.UTC(2026, 10, 25, 17), "overdue"],
    ["after ten", Date.UTC(2026, 11, 4, 17), "missing"],
  ])("of a laptop put to sleep on Friday evening, %s", (_, now, reachability) => {
    expect(at(now, slept)).toBe(reachability);
  });

  it("is away soon when the line broke without a word, and missing at once when the agent was removed", () => {
    const lost = contact(NOW, { partedAt: NOW, parting: "lost" });
    expect(at(NOW + 10 * 60_000 - 1, lost)).toBe("online");
    expect(at(NOW + 10 * 60_000, lost)).toBe("away");
    expect(at(NOW, contact(NOW, { partedAt: NOW, parting: "removed" }))).toBe("missing");
  });
});
