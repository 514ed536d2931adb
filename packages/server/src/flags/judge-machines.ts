import { PROBES, type ProbeId } from "@muster/shared/facts/index.ts";
import { Platform } from "@muster/shared/facts/machine.ts";
import { type Policy, RuleId } from "@muster/shared/policy.ts";
import { type OutcomesByProbe, ProbeOutcomes } from "@muster/shared/report.ts";
import type { MachineStatus } from "@muster/shared/verdict.ts";
import { z } from "zod";
import { evaluate, type JudgedVerdict, type Situation } from "../policy/evaluate.ts";
import { findFacts } from "../store/facts.ts";
import { findOpenFlags, saveFlags } from "../store/flags.ts";
import { findMachines, saveMachines } from "../store/machines.ts";
import type { Db } from "../store/open-store.ts";
import type { FactRow, FlagRow, MachineRow, VerdictRow } from "../store/schema.ts";
import { findVerdicts, removeVerdict, saveVerdicts } from "../store/verdicts.ts";
import { nextFlags } from "./next-flags.ts";

export type PolicyVersion = { version: number; policy: Policy };

/** A machine to judge, with the outcomes that it is judged by. */
export type Subject = { machine: MachineRow; outcomes: OutcomesByProbe };

export type Judged = { machine: MachineRow; verdicts: JudgedVerdict[] };

export type JudgeContext = { policy: PolicyVersion; now: number; newId: () => string };

/** Worst first: the order of lists. */
const STATUS_RANK: Record<MachineStatus, number> = { "non-compliant": 0, unknown: 1, "not-covered": 2, compliant: 3 };

/**
 * Judges machines and writes their verdicts, flags and rows. Runs inside the caller's transaction, so that facts and what
 * is made of them become durable together.
 */
export async function judgeMachines(trx: Db, subjects: readonly Subject[], context: JudgeContext): Promise<Judged[]> {
  const ids = subjects.map((subject) => subject.machine.id);
  const verdictsBefore = Map.groupBy(await findVerdicts(trx, ids), (row) => row.machine_id);
  const openBefore = Map.groupBy(await findOpenFlags(trx, ids), (row) => row.machine_id);
  const flags: FlagRow[] = [];
  const verdicts: VerdictRow[] = [];
  const judged: Judged[] = [];
  for (const subject of subjects) {
    const { id } = subject.machine;
    const before = verdictsBefore.get(id) ?? [];
    const result = judgeOne(subject, before, openBefore.get(id) ?? [], context);
    flags.push(...result.flags);
    verdicts.push(...changedVerdicts(id, before, result.verdicts));
    for (const gone of before.filter((row) => result.verdicts.every((verdict) => verdict.rule !== row.rule))) {
      await removeVerdict(trx, id, gone.rule);
    }
    judged.push({ machine: result.machine, verdicts: result.verdicts });
  }
  await saveMachines(
    trx,
    judged.map((each) => each.machine),
  );
  await saveVerdicts(trx, verdicts);
  await saveFlags(trx, flags);
  return judged;
}

/** Judges machines again by what the store holds of them: after a change by time or by policy. */
export async function rejudgeMachines(trx: Db, ids: readonly string[], context: JudgeContext): Promise<Judged[]> {
  const facts = Map.groupBy(await findFacts(trx, ids), (row) => row.machine_id);
  const machines = await findMachines(trx, ids);
  const subjects = machines.map((machine) => ({ machine, outcomes: outcomesOf(facts.get(machine.id) ?? []) }));
  return judgeMachines(trx, subjects, context);
}

/** Parses stored outcomes; one that an older version wrote and this one cannot read counts as not reported. */
export function outcomesOf(rows: readonly FactRow[]): OutcomesByProbe {
  const outcomes: OutcomesByProbe = {};
  for (const row of rows) {
    if (!(row.probe in PROBES)) continue;
    const probe = row.probe as ProbeId;
    const parsed = ProbeOutcomes[probe].safeParse(JSON.parse(row.outcome));
    if (parsed.success) Object.assign(outcomes, { [probe]: parsed.data });
  }
  return outcomes;
}

function judgeOne(subject: Subject, before: VerdictRow[], open: FlagRow[], context: JudgeContext) {
  const { machine } = subject;
  const { policy, now, newId } = context;
  const situation: Situation = {
    platform: Platform.parse(machine.platform),
    tags: tagsOf(machine),
    outcomes: subject.outcomes,
    previous: previousOf(before),
  };
  const { verdicts, status, sentence, changesAt } = evaluate(situation, policy.policy, now);
  const changes = nextFlags(open, verdicts, { machineId: machine.id, policyVersion: policy.version, now, newId });
  return {
    verdicts,
    flags: [...changes.opened, ...changes.updated, ...changes.resolved],
    machine: {
      ...machine,
      status,
      status_rank: STATUS_RANK[status],
      sentence,
      open_flags: open.length + changes.opened.length - changes.resolved.length,
      policy_version: policy.version,
      changes_at: changesAt,
    },
  };
}

function previousOf(rows: readonly VerdictRow[]): Situation["previous"] {
  return new Map(
    rows.flatMap((row) => {
      const rule = RuleId.safeParse(row.rule);
      return rule.success
        ? [[rule.data, { status: row.status as JudgedVerdict["status"], since: row.since }] as const]
        : [];
    }),
  );
}

function changedVerdicts(machineId: string, before: readonly VerdictRow[], verdicts: JudgedVerdict[]): VerdictRow[] {
  const bodies = new Map(before.map((row) => [row.rule, row.body]));
  return verdicts.flatMap((verdict) => {
    const body = JSON.stringify(verdict);
    if (bodies.get(verdict.rule) === body) return [];
    return [
      {
        machine_id: machineId,
        rule: verdict.rule,
        status: verdict.status,
        since: verdict.since,
        changes_at: verdict.changesAt,
        body,
      },
    ];
  });
}

const Tags = z.array(z.string());

export function tagsOf(machine: Pick<MachineRow, "tags">): string[] {
  return Tags.parse(JSON.parse(machine.tags));
}
