import { DAY_MS } from "@muster/shared/duration.ts";
import type { Policy } from "@muster/shared/policy.ts";
import type { OutcomesByProbe } from "@muster/shared/report.ts";
import type { RuleId } from "@muster/shared/rules.ts";
import { toInstant } from "@muster/shared/text.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyPolicyToAll, judgeAgain } from "../../packages/server/src/clock/judge-again.ts";
import type { JudgeContext } from "../../packages/server/src/flags/judge-machines.ts";
import { openPolicyBook } from "../../packages/server/src/flags/policy-book.ts";
import { decideWaiver, requestWaiver } from "../../packages/server/src/flags/waivers.ts";
import { acceptReports } from "../../packages/server/src/ingest/accept-reports.ts";
import type { Arrival } from "../../packages/server/src/ingest/arrival.ts";
import { recordContacts } from "../../packages/server/src/ingest/contact-log.ts";
import { digestOf } from "../../packages/server/src/ingest/digest-of.ts";
import type { Contact } from "../../packages/server/src/policy/contact.ts";
import { evaluate } from "../../packages/server/src/policy/evaluate.ts";
import { parsePolicy } from "../../packages/server/src/policy/parse-policy.ts";
import { type RuleMemory, type WaiverInForce, weigh } from "../../packages/server/src/policy/situation.ts";
import { account, clamav, outcomes } from "../../packages/server/src/policy/test-situations.ts";
import { findMachine, machinesDue, partAll, saveMachines } from "../../packages/server/src/store/machines.ts";
import type { Db } from "../../packages/server/src/store/open-store.ts";
import { recordPolicy } from "../../packages/server/src/store/policies.ts";
import { forgetFuture } from "../../packages/server/src/store/step-back.ts";
import { machineRow } from "../../packages/server/src/store/test-rows.ts";
import { STORES, withNewStore } from "./stores.ts";

/*
 * The law of architecture.md §3: after any sequence of reports, policy changes, waivers, restarts, silences and steps back
 * of the server's clock, however late
 * the server came to each, what is stored equals a plain recomputation from the history. The recomputation here knows
 * nothing of `changesAt`: it judges anew at every instant of a grid on which all thresholds lie.
 */

const HOUR = 3_600_000;
const START = Date.UTC(2026, 9, 22, 0);

/** Every threshold is a whole number of hours, or a millisecond after one; Berlin's clocks change on 25 October 2026. */
const policyText = (warn: string, fail: string, grace: string) => `
name: Law
unknownFlagsAfter: 2d
grace: { afterEnrolment: 5h, afterReturn: 3h }
flapping: { within: 1d, failures: 1, hold: 6h }
reachability: { awayAfter: 2h, overdueAfter: 1d, missingAfter: 2d }
waivers: { maxDuration: 30d, needsSecondPerson: false }
sites:
  - { name: Berlin, match: { platforms: [linux] }, calendar: { timeZone: Europe/Berlin, hours: "08:00-18:00" } }
rules:
  antivirus-definitions: { severity: high, warnAfter: ${warn}, failAfter: ${fail}, grace: ${grace} }
  firewall-enabled: { severity: high, mustBlockInbound: true }
  password-age: { severity: low, maxAge: 4d, warnBefore: 1d, grace: 7h }
  reporting: { severity: medium }
`;
const POLICIES = [policyText("1d", "2d", "4h"), policyText("12h", "30h", "0s"), policyText("3d", "5d", "9h")];
const policyOf = (index: number): Policy => parsePolicy(POLICIES[index] ?? "", "law");

const step = fc.record({
  waitHours: fc.integer({ min: 1, max: 60 }),
  act: fc.constantFrom(
    "whole",
    "whole",
    "unchanged",
    "again",
    "asleep",
    "lost",
    "arrive",
    "policy",
    "waive",
    "end-waiver",
    "restart",
    "clock-back",
    "nothing",
  ),
  /** Whether the clock gets to run before the act, or the server is late. */
  clockRuns: fc.boolean(),
  definitionsAgeHours: fc.integer({ min: 0, max: 100 }),
  passwordAgeHours: fc.integer({ min: 0, max: 120 }),
  firewall: fc.constantFrom("on", "on", "off", "unknown"),
  pick: fc.integer({ min: 0, max: 2 }),
});
type Step = { waitHours: number; act: string; clockRuns: boolean; definitionsAgeHours: number } & {
  passwordAgeHours: number;
  firewall: "on" | "off" | "unknown";
  pick: number;
};

const WAIVED: (RuleId | null)[] = ["firewall-enabled", "antivirus-definitions", null];

function factsOf(each: Step, now: number): OutcomesByProbe {
  return outcomes(now, {
    products: [clamav(now - each.definitionsAgeHours * HOUR)],
    accounts: [account("anna", now - each.passwordAgeHours * HOUR)],
    firewall: each.firewall,
  });
}

/** What both sides are compared by. */
type Standing = {
  status: string;
  reachability: string;
  verdicts: Record<string, { status: string; since: number; failingSince: number | null }>;
  flags: { rule: string; openedAt: number; resolvedAt: number | null }[];
};

/** The plain recomputation: one machine in memory, judged at every instant of the grid. */
class Plain {
  now = START;
  policy = policyOf(0);
  outcomes: OutcomesByProbe = {};
  waivers: (WaiverInForce & { isEnded: boolean })[] = [];
  memory: ReadonlyMap<RuleId, RuleMemory> = new Map();
  flags: Standing["flags"] = [];
  status = "unknown";
  reachability = "online";
  contact: Contact = {
    enrolledAt: START,
    lastSeenAt: null,
    partedAt: null,
    parting: null,
    absentFrom: null,
    returnedAt: null,
    clockAheadMs: null,
  };

  judge(now: number): void {
    this.now = now;
    const { contact, memory, waivers } = this;
    const weighed = weigh(this.outcomes, contact);
    const member = { platform: "linux", tags: [], name: "m" } as const;
    const situation = { member, outcomes: this.outcomes, ...weighed, contact, memory, waivers };
    const { verdicts, status, reach } = evaluate(situation, this.policy, now);
    this.status = status;
    this.reachability = reach.reachability;
    this.memory = new Map(verdicts.map((verdict) => [verdict.rule, verdict]));
    for (const verdict of verdicts) {
      const open = this.flags.find((flag) => flag.rule === verdict.rule && flag.resolvedAt === null);
      if (verdict.isFlagged && !open) this.flags.push({ rule: verdict.rule, openedAt: now, resolvedAt: null });
      if (!verdict.isFlagged && open) open.resolvedAt = now;
    }
  }

  /** Judges at every instant of the grid up to `until`. */
  passTo(until: number): void {
    if (this.now % HOUR === 0 && this.now + 1 <= until) this.judge(this.now + 1);
    for (let at = this.now + HOUR - (this.now % HOUR); at <= until; at += HOUR) {
      this.judge(at);
      if (at + 1 <= until) this.judge(at + 1);
    }
  }

  /** The clock goes back to `now`: what it had called past can have been no later than that. */
  stepBack(now: number): void {
    const byMs = this.now - now;
    const noLater = <T extends number | null>(at: T) => (at === null ? at : Math.min(at, now)) as T;
    const { enrolledAt, lastSeenAt, partedAt, parting, absentFrom, returnedAt, clockAheadMs } = this.contact;
    const isComparedAnew = clockAheadMs !== null && lastSeenAt !== null && lastSeenAt > now;
    this.contact = {
      enrolledAt: noLater(enrolledAt),
      lastSeenAt: noLater(lastSeenAt),
      partedAt: noLater(partedAt),
      parting,
      absentFrom: noLater(absentFrom),
      returnedAt: noLater(returnedAt),
      clockAheadMs: isComparedAnew ? clockAheadMs + byMs : clockAheadMs,
    };
    for (const flag of this.flags) {
      flag.openedAt = noLater(flag.openedAt);
      flag.resolvedAt = noLater(flag.resolvedAt);
    }
    for (const waiver of this.waivers) {
      waiver.startsAt = noLater(waiver.startsAt);
      if (waiver.isEnded) waiver.endsAt = noLater(waiver.endsAt);
    }
    this.judge(now);
  }

  standing(): Standing {
    const verdicts: Standing["verdicts"] = {};
    for (const [rule, { status, since, failingSince }] of this.memory) verdicts[rule] = { status, since, failingSince };
    return { status: this.status, reachability: this.reachability, verdicts, flags: sorted(this.flags) };
  }
}

function sorted(flags: Standing["flags"]): Standing["flags"] {
  const endOf = ({ resolvedAt }: { resolvedAt: number | null }) => resolvedAt ?? Number.MAX_SAFE_INTEGER;
  return flags.toSorted((a, b) => a.openedAt - b.openedAt || a.rule.localeCompare(b.rule) || endOf(a) - endOf(b));
}

async function storedStanding(db: Db): Promise<Standing> {
  const machine = await findMachine(db, "m");
  const verdicts = await db.selectFrom("verdict").selectAll().execute();
  const flags = await db.selectFrom("flag").selectAll().execute();
  return {
    status: machine?.status ?? "",
    reachability: machine?.reachability ?? "",
    verdicts: Object.fromEntries(
      verdicts.map(({ rule, body }) => {
        const { status, since, failingSince } = JSON.parse(body) as RuleMemory;
        return [rule, { status, since, failingSince }];
      }),
    ),
    flags: sorted(flags.map((row) => ({ rule: row.rule, openedAt: row.opened_at, resolvedAt: row.resolved_at }))),
  };
}

/** The product and the plain recomputation side by side. */
class Pair {
  readonly plain = new Plain();
  readonly #db: Db;
  #ids = 0;
  #sequence = 0;
  #held: OutcomesByProbe | null = null;
  #waiver: Plain["waivers"][number] | null = null;

  constructor(db: Db) {
    this.#db = db;
  }

  async #context(now: number): Promise<JudgeContext> {
    const book = await openPolicyBook(this.#db, (error) => {
      throw error;
    });
    return { policies: book.versions(), now, newId: () => `id-${++this.#ids}` };
  }

  async begin(): Promise<void> {
    await saveMachines(this.#db, [machineRow("m", { enrolled_at: START, changes_at: START, reachable_since: START })]);
    await this.recordPolicy(0, START);
    await this.runClock(START);
    this.plain.judge(START);
  }

  async recordPolicy(index: number, now: number): Promise<void> {
    const entry = { name: "Law", document: POLICIES[index] ?? "", author: "anna", origin: "command", reason: "law" };
    await recordPolicy(this.#db, entry, { now });
  }

  async runClock(now: number): Promise<void> {
    const context = await this.#context(now);
    await applyPolicyToAll(
      this.#db,
      () => context,
      () => {},
    );
    for (;;) {
      const due = await machinesDue(this.#db, now, 10);
      if (due.length === 0) return;
      await judgeAgain(this.#db, due, context);
    }
  }

  async #report(arrival: Omit<Arrival, "machineId" | "receivedAt" | "sentAt">, now: number): Promise<void> {
    const whole = { ...arrival, machineId: "m", receivedAt: now, sentAt: now } as Arrival;
    await acceptReports(this.#db, [whole], await this.#context(now));
  }

  /** The server's clock goes back by some hours; until then the server had judged all that was due. Returns the new time. */
  async stepBack(each: Step, from: number): Promise<number> {
    const byMs = (1 + (each.definitionsAgeHours % 30)) * HOUR;
    this.plain.passTo(from);
    await this.runClock(from);
    this.plain.now = from;
    await forgetFuture(this.#db, { now: from - byMs, byMs });
    await this.runClock(from - byMs);
    this.plain.stepBack(from - byMs);
    return from - byMs;
  }

  /** Does the act on both sides. The plain side judges before it, as what was due then was due under the old state. */
  async act(each: Step, now: number): Promise<void> {
    const { plain } = this;
    // What takes effect by the books alone does so at its very instant; what arrives is preceded by what was due then.
    plain.passTo(["waive", "end-waiver", "policy"].includes(each.act) ? now - 1 : now);
    const collectedAt = toInstant(now);
    switch (each.act) {
      case "whole": {
        const facts = factsOf(each, now);
        const report = { sequence: ++this.#sequence, collectedAt, agentVersion: "1", outcomes: facts };
        await this.#report({ kind: "whole", report } as never, now);
        this.#held = facts;
        plain.outcomes = facts;
        plain.contact = { ...plain.contact, lastSeenAt: now, clockAheadMs: 0 };
        break;
      }
      case "unchanged": {
        if (!this.#held) return;
        const report = { sequence: ++this.#sequence, collectedAt, digest: digestOf(this.#held) };
        await this.#report({ kind: "unchanged", report } as never, now);
        plain.contact = { ...plain.contact, lastSeenAt: now, clockAheadMs: 0 };
        break;
      }
      case "again": {
        if (this.#sequence === 0) return;
        const facts = factsOf(each, now);
        const report = { sequence: this.#sequence, collectedAt, agentVersion: "1", outcomes: facts };
        await this.#report({ kind: "whole", report } as never, now);
        return;
      }
      case "asleep":
      case "lost": {
        const how = each.act;
        await recordContacts(this.#db, [{ kind: "parted", machineId: "m", at: now, how }], await this.#context(now));
        if (plain.contact.partedAt !== null && how === "lost") return;
        const word = how === "asleep" ? { lastSeenAt: now } : {};
        plain.contact = { ...plain.contact, partedAt: now, parting: how, ...word };
        break;
      }
      case "arrive": {
        await recordContacts(this.#db, [{ kind: "arrived", machineId: "m", at: now }], await this.#context(now));
        const { partedAt } = plain.contact;
        const isAbsence = partedAt !== null && (now - partedAt >= 2 * HOUR || plain.reachability !== "online");
        const absence = isAbsence ? { absentFrom: partedAt, returnedAt: now } : {};
        plain.contact = { ...plain.contact, ...absence, partedAt: null, parting: null, lastSeenAt: now };
        break;
      }
      case "policy":
        await this.recordPolicy(each.pick, now);
        plain.policy = policyOf(each.pick);
        break;
      case "waive": {
        const rule = WAIVED[each.pick] ?? null;
        const endsAt = now + 20 * HOUR;
        const scope = { machineId: "m", group: null, rule, account: null };
        const request = { scope, reason: "the law", ticket: null, endsAt: toInstant(endsAt) };
        const id = `waiver-${++this.#ids}`;
        const by = { by: "anna", now, policy: plain.policy, mayDecideForGroup: false };
        await requestWaiver(this.#db, request, { ...by, id });
        await decideWaiver(this.#db, id, "approve", by);
        this.#waiver = { id, machineId: "m", group: null, rule, account: null, startsAt: now, endsAt, isEnded: false };
        plain.waivers.push(this.#waiver);
        break;
      }
      case "end-waiver": {
        const waiver = this.#waiver;
        if (!waiver || waiver.endsAt <= now) return;
        const by = { by: "anna", now, policy: plain.policy, mayDecideForGroup: false };
        await decideWaiver(this.#db, waiver.id, "end", by);
        waiver.endsAt = now;
        waiver.isEnded = true;
        this.#waiver = null;
        break;
      }
      case "restart": {
        // Silence while the server was off is nobody's: it had judged all that was due when it stopped.
        await this.runClock(now);
        await partAll(this.#db, now);
        const { partedAt, lastSeenAt } = plain.contact;
        if (partedAt !== null || lastSeenAt === null) return;
        plain.contact = { ...plain.contact, partedAt: now, parting: "server-stopped" };
        break;
      }
      default:
        return;
    }
    plain.judge(now);
  }
}

describe.each(STORES)("the law of judgement on %s", (binding) => {
  it("what is stored equals a plain recomputation from history, however late the server came to it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        await withNewStore(binding, async ({ writer }) => {
          const pair = new Pair(writer);
          await pair.begin();
          let now = START;
          for (const each of steps) {
            now += each.waitHours * HOUR;
            if (each.clockRuns) await pair.runClock(now);
            if (each.act === "clock-back") now = await pair.stepBack(each, now);
            else await pair.act(each, now);
          }
          now += 3 * DAY_MS;
          pair.plain.passTo(now);
          await pair.runClock(now);
          expect(await storedStanding(writer)).toEqual(pair.plain.standing());
        });
      }),
      { numRuns: 40 },
    );
  }, 240_000);
});
