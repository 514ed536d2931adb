import type { MachineEvent } from "@muster/shared/history.ts";
import type { Policy } from "@muster/shared/policy.ts";
import type { OutcomesByProbe } from "@muster/shared/report.ts";
import type { RuleId } from "@muster/shared/rules.ts";
import { MachineStatus, Reachability, type VerdictStatus } from "@muster/shared/verdict.ts";
import { type Evaluation, evaluate, type JudgedVerdict } from "../policy/evaluate.ts";
import { type RuleMemory, type WaiverInForce, type Weighed, weigh } from "../policy/situation.ts";
import type { Happening } from "../store/events.ts";
import type { FlagRow, MachineRow } from "../store/schema.ts";
import { listColumns } from "./list-columns.ts";
import { contactOf, memberOf } from "./machine-columns.ts";
import { nextFlags } from "./next-flags.ts";

/** A version of the policy, and the instant (epoch ms) from which it judges. */
export type PolicyVersion = { version: number; policy: Policy; appliedAt: number };

/** Worst first: the order of lists. */
export const STATUS_RANK: Record<MachineStatus, number> = {
  "non-compliant": 0,
  unknown: 1,
  "in-grace": 2,
  "accepted-risk": 3,
  "not-covered": 4,
  compliant: 5,
};

/** Steps of one machine through time in one go: no machine has so many thresholds; above it something is wrong. */
const MAX_STEPS = 1_000;

/** A machine on its way through time, with all that came of it and is yet to be written. */
export type MachineLife = {
  machine: MachineRow;
  outcomes: OutcomesByProbe;
  waivers: readonly WaiverInForce[];
  memory: ReadonlyMap<RuleId, RuleMemory>;
  verdicts: JudgedVerdict[];
  /** What the last judgement weighed; null before it. */
  weighed: Weighed | null;
  open: FlagRow[];
  touchedFlags: Map<string, FlagRow>;
  happenings: Happening[];
};

/**
 * Judges a machine at every instant up to `until` at which something was due, under the policy that was in force then, each
 * as of that very instant: however late the server comes to it, what is stored is the same.
 */
export function liveUntil(
  life: MachineLife,
  policies: readonly PolicyVersion[],
  until: number,
  newId: () => string,
): void {
  for (let step = 0; step < MAX_STEPS; step++) {
    const next = nextJudgement(life.machine, policies, until);
    if (next === null || next.at > until) return;
    judgeAt(life, next.policy, next.at, newId);
  }
  throw new Error(`machine ${life.machine.id} does not come to rest before ${until}`);
}

/** When a machine is to be judged next, and by which version: at what is due, or when a newer version takes over. */
function nextJudgement(
  machine: MachineRow,
  policies: readonly PolicyVersion[],
  until: number,
): { at: number; policy: PolicyVersion } | null {
  const { policy_version: version, changes_at: dueAt } = machine;
  if (version === null) {
    const at = dueAt ?? until;
    const policy = policies.findLast((each) => each.appliedAt <= at) ?? policies[0];
    return policy ? { at, policy } : null;
  }
  const current = policies.find((each) => each.version === version);
  const newer = policies.find((each) => each.version > version);
  // A version that came into force before the server's clock went back is in force now, not only when that hour comes again.
  const newerAt = newer ? Math.min(newer.appliedAt, until) : until;
  if (newer && (current === undefined || dueAt === null || newerAt <= dueAt)) return { at: newerAt, policy: newer };
  return current && dueAt !== null ? { at: dueAt, policy: current } : null;
}

/** Judges a machine at one instant and notes what differs from before. */
export function judgeAt(life: MachineLife, policy: PolicyVersion, now: number, newId: () => string): void {
  const { machine, outcomes, waivers, memory } = life;
  const contact = contactOf(machine);
  const weighed = weigh(outcomes, contact);
  const situation = { member: memberOf(machine), outcomes, ...weighed, contact, memory, waivers };
  const evaluation = evaluate(situation, policy.policy, now);
  const { verdicts, status, sentence, reach } = evaluation;
  const changes = nextFlags(life.open, verdicts, { machineId: machine.id, policyVersion: policy.version, now, newId });
  for (const event of [
    ...eventsOf(machine, policy, evaluation),
    ...verdictEvents(memory, verdicts),
    ...changes.opened.map((flag) => flagEvent("flag-opened", flag)),
    ...changes.resolved.map((flag) => flagEvent("flag-resolved", flag)),
  ]) {
    life.happenings.push({ machineId: machine.id, at: now, event });
  }
  for (const flag of [...changes.opened, ...changes.updated, ...changes.resolved]) life.touchedFlags.set(flag.id, flag);
  life.open = openAfter(life.open, changes);
  life.verdicts = verdicts;
  life.weighed = weighed;
  life.memory = new Map(verdicts.map((verdict) => [verdict.rule, verdict]));
  life.machine = {
    ...machine,
    status,
    status_rank: STATUS_RANK[status],
    sentence,
    open_flags: life.open.length,
    policy_version: policy.version,
    reachability: reach.reachability,
    reachable_since: reach.since,
    site: evaluation.site,
    changes_at: evaluation.changesAt,
    ...listColumns(policy.policy, situation.member, verdicts, life.open),
  };
}

function openAfter(open: readonly FlagRow[], changes: ReturnType<typeof nextFlags>): FlagRow[] {
  const updated = new Map(changes.updated.map((flag) => [flag.id, flag]));
  const gone = new Set(changes.resolved.map((flag) => flag.id));
  return [...open.filter((flag) => !gone.has(flag.id)).map((flag) => updated.get(flag.id) ?? flag), ...changes.opened];
}

function eventsOf(machine: MachineRow, policy: PolicyVersion, evaluation: Evaluation): MachineEvent[] {
  const events: MachineEvent[] = [];
  const { status, sentence, reach } = evaluation;
  if (machine.policy_version !== policy.version) events.push({ kind: "policy", version: policy.version });
  const from = MachineStatus.parse(machine.status);
  if (from !== status) events.push({ kind: "status", from, to: status, sentence });
  const reachedBefore = Reachability.parse(machine.reachability);
  if (reachedBefore !== reach.reachability) {
    events.push({ kind: "reachability", from: reachedBefore, to: reach.reachability });
  }
  return events;
}

function verdictEvents(memory: MachineLife["memory"], verdicts: readonly JudgedVerdict[]): MachineEvent[] {
  const events = verdicts.flatMap(({ rule, status, sentence }): MachineEvent[] => {
    const from: VerdictStatus | null = memory.get(rule)?.status ?? null;
    return from === status ? [] : [{ kind: "verdict", rule, from, to: status, sentence }];
  });
  const judged = new Set(verdicts.map((verdict) => verdict.rule));
  const gone = [...memory].filter(([rule]) => !judged.has(rule));
  const sentence = "The policy does not ask for it any more.";
  return [
    ...events,
    ...gone.map(([rule, { status }]): MachineEvent => ({ kind: "verdict", rule, from: status, to: null, sentence })),
  ];
}

function flagEvent(kind: "flag-opened" | "flag-resolved", flag: FlagRow): MachineEvent {
  // Flags are written with rule ids of the catalogue only.
  const told = { rule: flag.rule as RuleId, flagId: flag.id, sentence: flag.sentence };
  return kind === "flag-opened" ? { kind, ...told } : { kind, ...told };
}
