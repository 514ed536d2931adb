import { MAX_FAILURES_KEPT } from "@muster/shared/limits.ts";
import type { Policy } from "@muster/shared/policy.ts";
import type { ProbeOutcome } from "@muster/shared/report.ts";
import type { RuleId, SettingsOf } from "@muster/shared/rules.ts";
import type { VerdictStatus } from "@muster/shared/verdict.ts";
import type { Contact } from "./contact.ts";
import type { InForce } from "./in-force.ts";
import { type Judged, judged } from "./rule.ts";
import type { AnyRule } from "./rules/index.ts";
import type { RuleMemory, Situation, WaiverInForce } from "./situation.ts";

/** How one rule stands on a machine at one instant: everything about a verdict but its words. Instants in epoch ms. */
export type Standing = RuleMemory & {
  rule: AnyRule;
  settings: SettingsOf<RuleId>;
  judged: Judged;
  isFlagged: boolean;
  isInGrace: boolean;
  /** Until when a failure may be mended quietly; Infinity until the machine is back, null without a failure. */
  graceEndsAt: number | null;
  waiver: WaiverInForce | null;
  /** The first instant at which any of this would differ; Infinity when never. */
  changesAt: number;
};

const NEVER = Number.POSITIVE_INFINITY;
const NO_FAILURES: readonly number[] = [];

/** How every rule in force stands on a machine, in the catalogue's order. Pure and total. */
export function standings(situation: Situation, policy: Policy, force: InForce, now: number): Standing[] {
  const list: Standing[] = [];
  for (const { rule, index, settings } of force.rules) {
    const said = judgeRule(rule, index, settings, situation, force, now);
    list.push(settle(rule, settings, said, situation, policy, force, now));
  }
  return list;
}

export function judgeRule(
  rule: AnyRule,
  index: number,
  settings: SettingsOf<RuleId>,
  situation: Situation,
  force: InForce,
  now: number,
): Judged {
  const gist = situation.gists[index];
  if (gist !== undefined) return rule.judge(gist, settings, now, force.frame);
  if (rule.reads === "contact") return judged("unknown");
  const isWithoutMeaning = situation.kinds[rule.reads] === "unsupported" && rule.whenUnsupported === "not-applicable";
  return judged(isWithoutMeaning ? "not-applicable" : "unknown");
}

/** What memory, grace and waivers make of a judgement. */
export function settle(
  rule: AnyRule,
  settings: SettingsOf<RuleId>,
  said: Judged,
  situation: Situation,
  policy: Policy,
  force: InForce,
  now: number,
): Standing {
  const { status } = said;
  const before = situation.memory.get(rule.id);
  // A clock that was set back must not leave a memory of the future.
  const since = before?.status === status ? Math.min(before.since, now) : now;
  const failingBefore =
    before === undefined || before.failingSince === null ? null : Math.min(before.failingSince, now);
  if (status !== "fail" && status !== "unknown") {
    const failures = failuresUntil(now, before);
    const waiver = null;
    const calm = { isFlagged: false, isInGrace: false, graceEndsAt: null, waiver };
    return {
      rule,
      settings,
      judged: said,
      status,
      since,
      failingSince: null,
      failures,
      ...calm,
      changesAt: said.changesAt,
    };
  }
  const begins = status === "fail" && failingBefore === null;
  const failingSince = begins ? now : failingBefore;
  const failures = begins ? remember(before?.failures, policy, now) : failuresUntil(now, before);
  const graceEndsAt = failingSince === null ? null : graceEnd(failingSince, failures, settings, situation, policy);
  const cover = waiverFor(rule, settings, said, situation, force, now);
  const ripensAt = status === "unknown" ? unknownRipensAt(rule, since, situation, policy) : NEVER;
  const isGraceOver = graceEndsAt !== null && now >= graceEndsAt;
  const isFlagged = cover.waiver === null && (isGraceOver || now >= ripensAt);
  const isInGrace = cover.waiver === null && status === "fail" && !isGraceOver;
  let changesAt = Math.min(said.changesAt, cover.changesAt);
  if (now < ripensAt) changesAt = Math.min(changesAt, ripensAt);
  if (graceEndsAt !== null && !isGraceOver) changesAt = Math.min(changesAt, graceEndsAt);
  const { waiver } = cover;
  return {
    rule,
    settings,
    judged: said,
    status,
    since,
    failingSince,
    failures,
    isFlagged,
    isInGrace,
    graceEndsAt,
    waiver,
    changesAt,
  };
}

/** The failures that a rule remembers, but for those that a clock since set back had placed in the future. */
function failuresUntil(now: number, before: RuleMemory | undefined): readonly number[] {
  const failures = before?.failures ?? NO_FAILURES;
  const last = failures.at(-1);
  return last === undefined || last <= now ? failures : failures.filter((at) => at <= now);
}

/** What has never been reported cannot ripen: that the machine is silent is for the rule about silence to say. */
function unknownRipensAt(rule: AnyRule, since: number, { contact }: Situation, policy: Policy): number {
  const waitsForFirstWord = contact.lastSeenAt === null || (rule.id === "clock-right" && contact.clockAheadMs === null);
  return waitsForFirstWord ? NEVER : since + policy.unknownFlagsAfter;
}

function remember(failures: readonly number[] | undefined, policy: Policy, now: number): number[] {
  if (failures === undefined || failures.length === 0) return [now];
  const recent = failures.filter((at) => at > now - policy.flapping.within && at <= now);
  return [...recent, now].slice(-MAX_FAILURES_KEPT);
}

/** When a failure stops being in grace: the latest of all that gives it time. */
function graceEnd(
  failingSince: number,
  failures: readonly number[],
  settings: SettingsOf<RuleId>,
  { contact }: Situation,
  policy: Policy,
): number {
  let end = failingSince + (settings.grace ?? 0);
  const isFlapping = failures.length > policy.flapping.failures;
  if (isFlapping) end = Math.max(end, failingSince + policy.flapping.hold);
  end = Math.max(end, contact.enrolledAt + policy.grace.afterEnrolment);
  return Math.max(end, absenceEnd(failingSince, contact, policy));
}

/**
 * A failure that began by time alone while the machine was out of contact cannot be mended before it is back: it has until
 * some time after its return. One that began before it went stays what it was.
 */
function absenceEnd(failingSince: number, contact: Contact, policy: Policy): number {
  const { partedAt, parting, absentFrom, returnedAt } = contact;
  if (parting === "removed") return 0;
  if (partedAt !== null && failingSince > partedAt) return NEVER;
  if (absentFrom === null || returnedAt === null) return 0;
  const quietUntil = returnedAt + policy.grace.afterReturn;
  return failingSince > absentFrom && failingSince < quietUntil ? quietUntil : 0;
}

/** The waiver that covers a failure (or what cannot be judged) now, and when that changes. */
function waiverFor(
  rule: AnyRule,
  settings: SettingsOf<RuleId>,
  said: Judged,
  situation: Situation,
  force: InForce,
  now: number,
): { waiver: WaiverInForce | null; changesAt: number } {
  let waiver: WaiverInForce | null = null;
  let changesAt = NEVER;
  const accounts: WaiverInForce[] = [];
  for (const each of situation.waivers) {
    if (each.rule !== null && each.rule !== rule.id) continue;
    if (each.group !== null && !force.groups.has(each.group)) continue;
    if (now >= each.endsAt) continue;
    changesAt = Math.min(changesAt, now < each.startsAt ? each.startsAt : each.endsAt);
    if (now < each.startsAt) continue;
    if (each.account !== null) accounts.push(each);
    else if (waiver === null || each.endsAt > waiver.endsAt) waiver = each;
  }
  if (waiver !== null || accounts.length === 0) return { waiver, changesAt };
  const rest = judgeWithout(rule, settings, accounts, situation, force, now);
  if (rest === null || isWorseOrSame(rest.status, said.status)) return { waiver: null, changesAt };
  return { waiver: accounts[0] ?? null, changesAt: Math.min(changesAt, rest.changesAt) };
}

/** What the rule says of everything but the accounts that waivers name. */
function judgeWithout(
  rule: AnyRule,
  settings: SettingsOf<RuleId>,
  waivers: WaiverInForce[],
  situation: Situation,
  force: InForce,
  now: number,
): Judged | null {
  if (rule.withoutAccounts === undefined || rule.reads === "contact") return null;
  const outcome: ProbeOutcome | undefined = situation.outcomes[rule.reads];
  if (outcome?.kind !== "read") return null;
  const names = new Set(waivers.flatMap((waiver) => waiver.account ?? []));
  return rule.judge(rule.gist(rule.withoutAccounts(outcome.facts, names)), settings, now, force.frame);
}

function isWorseOrSame(left: VerdictStatus, said: VerdictStatus): boolean {
  return left === "fail" || left === said;
}
