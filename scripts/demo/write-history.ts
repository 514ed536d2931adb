import { randomUUID } from "node:crypto";
import { DAY_MS } from "@muster/shared/duration.ts";
import { parseEnrolmentLink } from "@muster/shared/enrolment-link.ts";
import { toInstant } from "@muster/shared/text.ts";
import { enrolMachine, offerEnrolmentLink } from "../../packages/server/src/auth/enrolment.ts";
import { judgeAgain } from "../../packages/server/src/clock/judge-again.ts";
import type { JudgeContext } from "../../packages/server/src/flags/judge-machines.ts";
import type { PolicyVersion } from "../../packages/server/src/flags/machine-life.ts";
import { retireMachine } from "../../packages/server/src/flags/retire.ts";
import { decideWaiver, requestWaiver } from "../../packages/server/src/flags/waivers.ts";
import { acceptReports } from "../../packages/server/src/ingest/accept-reports.ts";
import type { Arrival } from "../../packages/server/src/ingest/arrival.ts";
import { recordContacts } from "../../packages/server/src/ingest/contact-log.ts";
import { digestOf } from "../../packages/server/src/ingest/digest-of.ts";
import { parsePolicy } from "../../packages/server/src/policy/parse-policy.ts";
import { recordFleetDay } from "../../packages/server/src/store/fleet-days.ts";
import { machinesDue, machinesJudgedByOthers } from "../../packages/server/src/store/machines.ts";
import type { Db } from "../../packages/server/src/store/open-store.ts";
import { recordPolicy } from "../../packages/server/src/store/policies.ts";
import { type Pc, SITES } from "./company.ts";
import { factsOf } from "./facts-of.ts";
import { liveADay, SILENT_DAYS } from "./live-a-day.ts";
import { POLICIES } from "./policies.ts";
import type { Random } from "./random.ts";

/** A PC that is enrolled: its id at the server, and the number and digest of what it said last. */
export type Enrolled = { pc: Pc; machineId: string; sequence: number; digest: string };

const HOUR_MS = 3_600_000;
const AT_ONCE = 200;

/** A working day around the world, in hours UTC. */
const DAY = SITES.flatMap((site) => [
  { hour: site.begins, site, act: "begin" as const },
  { hour: site.begins + 9, site, act: "end" as const },
]).toSorted((a, b) => a.hour - b.hour);

/**
 * Writes what a company's machines would have left in so many days, through the server's own way of taking reports, contacts,
 * waivers and policies, with its clock driven from day to day. Nothing else may have the store open.
 */
export async function writeHistory(
  db: Db,
  company: readonly Pc[],
  options: { now: number; days: number; random: Random; onDay: (done: number) => void },
): Promise<Enrolled[]> {
  const { now, days, random, onDay } = options;
  const story = new Story(db, random, now);
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  for (let day = days; day >= 0; day--) {
    const midnight = today - day * DAY_MS;
    for (const pc of company) {
      if (Math.floor(pc.enrolledAt / DAY_MS) * DAY_MS === midnight)
        await story.enrol(pc, Math.min(midnight + HOUR_MS / 2, now));
    }
    for (const { hour, site, act } of DAY) {
      await story[act](midnight + hour * HOUR_MS, (each) => each.pc.site === site);
    }
    await story.closeDay(Math.min(midnight + DAY_MS - 1, now), day);
    onDay(days - day);
  }
  return story.enrolled;
}

class Story {
  readonly enrolled: Enrolled[] = [];
  readonly #db: Db;
  readonly #random: Random;
  readonly #now: number;
  #policies: PolicyVersion[] = [];

  constructor(db: Db, random: Random, now: number) {
    this.#db = db;
    this.#random = random;
    this.#now = now;
  }

  #judging(at: number): JudgeContext {
    return { policies: this.#policies.filter((each) => each.appliedAt <= at), now: at, newId: randomUUID };
  }

  async enrol(pc: Pc, at: number): Promise<void> {
    const offer = { now: at, address: "127.0.0.1:8443", caFingerprint: "0".repeat(64) };
    const { link } = await offerEnrolmentLink(this.#db, { tags: pc.tags, expiresInMinutes: 60 }, offer);
    const token = parseEnrolmentLink(link)?.token ?? "";
    const { name, platform, publicKey } = pc;
    const result = await enrolMachine(this.#db, { token, publicKey, name, platform }, { now: at, newId: randomUUID });
    if (!result.ok) throw new Error(`${name} could not be enrolled: ${result.code}`);
    this.enrolled.push({ pc, machineId: result.machine.id, sequence: 0, digest: "" });
  }

  /** People come, machines wake and report. */
  async begin(at: number, belongs: (each: Enrolled) => boolean): Promise<void> {
    if (at > this.#now || isWeekend(at)) return;
    await this.#passTo(at);
    const awake = this.enrolled.filter((each) => belongs(each) && this.#isThere(each.pc, at));
    const contact = (each: Enrolled) => ({ machineId: each.machineId, at, kind: "arrived" as const });
    for (const some of inLots(awake)) await recordContacts(this.#db, some.map(contact), this.#judging(at));
    for (const each of awake) liveADay(each.pc, at, this.#now, this.#random);
    const arrivals = awake.map((each) => this.#report(each, at + 60_000));
    for (const some of inLots(arrivals)) await acceptReports(this.#db, some, this.#judging(at + 60_000));
  }

  /** People go; their machines say so. */
  async end(at: number, belongs: (each: Enrolled) => boolean): Promise<void> {
    if (at > this.#now || isWeekend(at)) return;
    await this.#passTo(at);
    const going = this.enrolled.filter((each) => belongs(each) && this.#isThere(each.pc, at));
    const changes = going.map((each) => {
      const how = each.pc.isLaptop ? ("asleep" as const) : ("shut-down" as const);
      return { machineId: each.machineId, at, kind: "parted" as const, how };
    });
    for (const some of inLots(changes)) await recordContacts(this.#db, some, this.#judging(at));
  }

  async closeDay(at: number, daysAgo: number): Promise<void> {
    await this.#takeUpPolicies(at);
    await this.#passTo(at);
    await this.#decide(at, daysAgo);
    const version = this.#judging(at).policies.at(-1)?.version;
    if (version !== undefined) await recordFleetDay(this.#db, at, version);
  }

  #isThere(pc: Pc, at: number): boolean {
    return pc.oddity !== "silent" || at < this.#now - SILENT_DAYS * DAY_MS;
  }

  #report(each: Enrolled, at: number): Arrival {
    const outcomes = factsOf(each.pc, at);
    const digest = digestOf(outcomes);
    const isUnchanged = digest === each.digest;
    each.sequence++;
    each.digest = digest;
    const clockAheadMs = each.pc.oddity === "wrong-clock" ? 40 * 60_000 : 0;
    const arrival = { machineId: each.machineId, receivedAt: at, sentAt: at + clockAheadMs };
    const { sequence } = each;
    const collectedAt = toInstant(at);
    if (isUnchanged) return { kind: "unchanged", ...arrival, report: { sequence, collectedAt, digest } };
    return { kind: "whole", ...arrival, report: { sequence, collectedAt, agentVersion: "0.1.0", outcomes } };
  }

  /** Versions of the policy come into force at their days' ends, and all machines are judged by them. */
  async #takeUpPolicies(at: number): Promise<void> {
    for (const { agoMs, document, author, reason } of POLICIES.slice(this.#policies.length)) {
      const appliedAt = this.#now - agoMs;
      const isFirst = this.#policies.length === 0;
      if (appliedAt > at && !isFirst) return;
      const policy = parsePolicy(document, "the demo's policy");
      const entry = { name: policy.name, document, author, origin: "dashboard", reason };
      const recorded = await recordPolicy(this.#db, entry, { now: Math.min(appliedAt, at) });
      if (!recorded) return;
      const { version, applied_at } = recorded.row;
      this.#policies = [...this.#policies, { version, policy, appliedAt: applied_at }];
    }
  }

  /** Time passes: what was due is judged. */
  async #passTo(at: number): Promise<void> {
    await this.#takeUpPolicies(at);
    const context = this.#judging(at);
    const version = context.policies.at(-1)?.version ?? 0;
    for (;;) {
      const others = await machinesJudgedByOthers(this.#db, version, AT_ONCE);
      const ids = others.length > 0 ? others : await machinesDue(this.#db, at, AT_ONCE);
      if (ids.length === 0) return;
      await judgeAgain(this.#db, ids, context);
    }
  }

  /** Exceptions that were asked for and decided, and a PC that was given away. */
  async #decide(at: number, daysAgo: number): Promise<void> {
    const policy = this.#judging(at).policies.at(-1)?.policy;
    const odd = (oddity: Pc["oddity"]) => this.enrolled.filter((each) => each.pc.oddity === oddity);
    if (!policy) return;
    const ask = (
      each: Enrolled | undefined,
      rule: "disk-encrypted" | "firewall-enabled",
      reason: string,
      days: number,
    ) =>
      each &&
      requestWaiver(
        this.#db,
        {
          scope: { machineId: each.machineId, group: null, rule, account: null },
          reason,
          ticket: `SEC-${140 + daysAgo}`,
          endsAt: toInstant(at + days * DAY_MS),
        },
        { by: "Tom Becker", now: at, policy, id: randomUUID() },
      );
    const act = { by: "Priya Nair", now: at, policy, mayDecideForGroup: false };
    if (daysAgo === 30) {
      const [first] = odd("unencrypted");
      const waiver = await ask(first, "disk-encrypted", "measures in the clean room, replaced in January", 60);
      if (waiver) await decideWaiver(this.#db, waiver.id, "approve", act);
    }
    if (daysAgo === 25) {
      const waiver = await ask(odd("unencrypted")[1], "disk-encrypted", "waits for a new disk", 28);
      if (waiver) await decideWaiver(this.#db, waiver.id, "approve", act);
    }
    if (daysAgo === 1) await ask(odd("firewall-off")[0], "firewall-enabled", "vendor's remote support until Friday", 5);
    const [given] = odd("retired");
    if (daysAgo === 20 && given) {
      await retireMachine(this.#db, given.machineId, { by: "Tom Becker", now: at });
      this.enrolled.splice(this.enrolled.indexOf(given), 1);
    }
  }
}

function isWeekend(at: number): boolean {
  const day = new Date(at).getUTCDay();
  return day === 0 || day === 6;
}

function inLots<T>(list: readonly T[]): T[][] {
  const lots: T[][] = [];
  for (let from = 0; from < list.length; from += AT_ONCE) lots.push(list.slice(from, from + AT_ONCE));
  return lots;
}
