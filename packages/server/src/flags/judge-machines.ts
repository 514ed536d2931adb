import { PROBES, type ProbeId } from "@muster/shared/facts/index.ts";
import { type OutcomesByProbe, ProbeOutcomes } from "@muster/shared/report.ts";
import type { JudgedVerdict } from "../policy/evaluate.ts";
import { type Happening, saveHappenings } from "../store/events.ts";
import { findFacts } from "../store/facts.ts";
import { findOpenFlags, saveFlags } from "../store/flags.ts";
import { findMachines, saveMachines } from "../store/machines.ts";
import type { Db } from "../store/open-store.ts";
import type { FactRow, MachineRow, VerdictRow } from "../store/schema.ts";
import { findVerdicts, removeVerdict, saveVerdicts } from "../store/verdicts.ts";
import { waiversSince } from "../store/waivers.ts";
import { saveWeighed } from "../store/weighed.ts";
import { memoryOf, verdictOf, waiversInForce } from "./machine-columns.ts";
import { judgeAt, liveUntil, type MachineLife, type PolicyVersion } from "./machine-life.ts";
import { weighedRow } from "./weighed-row.ts";

/** A machine to judge, with the outcomes that it is judged by. */
export type Subject = { machine: MachineRow; outcomes: OutcomesByProbe };

export type Judged = { machine: MachineRow; verdicts: JudgedVerdict[] };

/** `policies` are the versions that judge or may still have to, the oldest first; the last is in force. */
export type JudgeContext = { policies: readonly PolicyVersion[]; now: number; newId: () => string };

/** Judges machines now, by new facts, and writes what came of it. Runs inside the caller's transaction. */
export async function judgeMachines(trx: Db, subjects: readonly Subject[], context: JudgeContext): Promise<Judged[]> {
  const { policies, now, newId } = context;
  const policy = policies.at(-1);
  return live(trx, subjects, context, (life) => {
    if (policy) judgeAt(life, policy, now, newId);
  });
}

/** Whether something is to be judged before anything new may be said of the machine. */
export function isBehind(machine: MachineRow, { policies, now }: JudgeContext): boolean {
  const isDue = machine.changes_at !== null && machine.changes_at <= now;
  return isDue || machine.policy_version !== policies.at(-1)?.version;
}

/** Judges machines by what the store holds of them, at each instant up to now at which something was due. */
export async function catchUp(trx: Db, ids: readonly string[], context: JudgeContext): Promise<Judged[]> {
  const { policies, now, newId } = context;
  const facts = Map.groupBy(await findFacts(trx, ids), (row) => row.machine_id);
  const machines = (await findMachines(trx, ids)).filter((machine) => machine.retired_at === null);
  const subjects = machines.map((machine) => ({ machine, outcomes: outcomesOf(facts.get(machine.id) ?? []) }));
  return live(trx, subjects, context, (life) => liveUntil(life, policies, now, newId));
}

/** Loads what the store remembers of the machines, lets `act` move each through time, and writes what came of it. */
async function live(
  trx: Db,
  subjects: readonly Subject[],
  context: JudgeContext,
  act: (life: MachineLife) => void,
): Promise<Judged[]> {
  if (subjects.length === 0) return [];
  const ids = subjects.map((subject) => subject.machine.id);
  const verdictsBefore = Map.groupBy(await findVerdicts(trx, ids), (row) => row.machine_id);
  const openBefore = Map.groupBy(await findOpenFlags(trx, ids), (row) => row.machine_id);
  const waivers = waiversInForce(await waiversSince(trx, earliestJudgement(subjects, context)));
  const lives = subjects.map(({ machine, outcomes }): MachineLife => {
    const before = verdictsBefore.get(machine.id) ?? [];
    return {
      machine,
      outcomes,
      waivers: waivers.filter((waiver) => waiver.machineId === null || waiver.machineId === machine.id),
      memory: memoryOf(before),
      verdicts: before.map(verdictOf),
      weighed: null,
      open: openBefore.get(machine.id) ?? [],
      touchedFlags: new Map(),
      happenings: [],
    };
  });
  for (const life of lives) act(life);
  await save(trx, lives, verdictsBefore);
  return lives.map(({ machine, verdicts }) => ({ machine, verdicts }));
}

/** The first instant as of which any of the machines may be judged. */
function earliestJudgement(subjects: readonly Subject[], { policies, now }: JudgeContext): number {
  let earliest = now;
  for (const { machine } of subjects) {
    const newer = policies.find((policy) => policy.version > (machine.policy_version ?? 0));
    earliest = Math.min(earliest, machine.changes_at ?? now, newer?.appliedAt ?? now);
  }
  return earliest;
}

async function save(trx: Db, lives: readonly MachineLife[], before: Map<string, VerdictRow[]>): Promise<void> {
  const changed: VerdictRow[] = [];
  const happenings: Happening[] = [];
  for (const life of lives) {
    const rows = before.get(life.machine.id) ?? [];
    changed.push(...changedVerdicts(life.machine.id, rows, life.verdicts));
    happenings.push(...life.happenings);
    for (const gone of rows.filter((row) => life.verdicts.every((verdict) => verdict.rule !== row.rule))) {
      await removeVerdict(trx, life.machine.id, gone.rule);
    }
  }
  await saveMachines(
    trx,
    lives.map((life) => life.machine),
  );
  await saveVerdicts(trx, changed);
  await saveFlags(
    trx,
    lives.flatMap((life) => [...life.touchedFlags.values()]),
  );
  await saveHappenings(trx, happenings);
  await saveWeighed(
    trx,
    lives.flatMap((life) => (life.weighed ? [weighedRow(life.machine.id, life.weighed, life.memory)] : [])),
  );
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
