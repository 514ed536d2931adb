import { PROBE_IDS } from "@muster/shared/facts/index.ts";
import { Platform } from "@muster/shared/facts/machine.ts";
import { MAX_MEASURED_CHARS } from "@muster/shared/limits.ts";
import { canonicalOutcomes, type OutcomesByProbe, type Report } from "@muster/shared/report.ts";
import { clip, toEpochMs } from "@muster/shared/text.ts";
import type { MachineStatus } from "@muster/shared/verdict.ts";
import { catchUp, isBehind, type JudgeContext, judgeMachines, outcomesOf } from "../flags/judge-machines.ts";
import { verdictOf } from "../flags/machine-columns.ts";
import type { JudgedVerdict } from "../policy/evaluate.ts";
import { type Happening, saveHappenings } from "../store/events.ts";
import { findFacts, saveFactHistory, saveFacts, saveReports } from "../store/facts.ts";
import { findMachines, saveMachines } from "../store/machines.ts";
import type { Db } from "../store/open-store.ts";
import type { FactRow, MachineRow, NewRow } from "../store/schema.ts";
import { findVerdicts } from "../store/verdicts.ts";
import type { Arrival } from "./arrival.ts";
import { digestOf } from "./digest-of.ts";
import { hardwareKeyOf, noteSameHardware, noteSequenceBack } from "./doubts.ts";

/** What became of an arrival; `accepted` and `duplicate` are durable. */
export type Acceptance =
  | {
      kind: "accepted" | "duplicate";
      platform: Platform;
      status: MachineStatus;
      sentence: string;
      verdicts: JudgedVerdict[];
    }
  | { kind: "facts-unknown" }
  | { kind: "machine-unknown" };

type Batch = {
  machines: Map<string, MachineRow>;
  facts: Map<string, Map<string, FactRow>>;
  reports: NewRow<"report">[];
  changedFacts: Map<string, FactRow>;
  factHistory: NewRow<"fact_history">[];
  happenings: Happening[];
  /** Machines whose facts differ, with their outcomes as they now are. */
  toJudge: Map<string, OutcomesByProbe>;
  /** Reports whose numbers the server has had already. */
  repeated: Arrival[];
};

/**
 * Stores a batch in one transaction: each (machine, sequence) once, facts where they differ, and what the policy makes of
 * them. Returns what became of each arrival, in order.
 */
export async function acceptReports(
  db: Db,
  arrivals: readonly Arrival[],
  context: JudgeContext,
): Promise<{ acceptances: Acceptance[]; touched: MachineRow[] }> {
  return db.transaction().execute(async (trx) => {
    const ids = [...new Set(arrivals.map((arrival) => arrival.machineId))];
    const batch: Batch = {
      machines: await upToDate(trx, ids, context),
      facts: factsByMachine(await findFacts(trx, idsOfWhole(arrivals))),
      reports: [],
      changedFacts: new Map(),
      factHistory: [],
      happenings: [],
      toJudge: new Map(),
      repeated: [],
    };
    const hardwareBefore = new Map([...batch.machines.values()].map((machine) => [machine.id, machine.hardware_key]));
    const kinds = arrivals.map((arrival) => take(batch, arrival));
    const touched = await write(trx, batch, context);
    await noteSameHardware(trx, touched, hardwareBefore, context);
    await noteSequenceBack(trx, batch.repeated, context);
    const rows = new Map(touched.map((machine) => [machine.id, machine]));
    const verdicts = Map.groupBy(await findVerdicts(trx, ids), (row) => row.machine_id);
    const acceptances = arrivals.map((arrival, index): Acceptance => {
      const machine = rows.get(arrival.machineId);
      const kind = kinds[index];
      if (!machine || kind === undefined || kind === "machine-unknown") return { kind: "machine-unknown" };
      if (kind === "facts-unknown") return { kind };
      return {
        kind,
        platform: Platform.parse(machine.platform),
        status: machine.status as MachineStatus,
        sentence: machine.sentence,
        verdicts: (verdicts.get(machine.id) ?? []).map(verdictOf),
      };
    });
    return { acceptances, touched };
  });
}

/** The machines as they stand now: what was due before is judged by the facts of before. */
async function upToDate(trx: Db, ids: readonly string[], context: JudgeContext): Promise<Map<string, MachineRow>> {
  const machines = new Map((await findMachines(trx, ids)).map((machine) => [machine.id, machine]));
  const due = [...machines.values()].filter((machine) => isBehind(machine, context));
  const judged = await catchUp(
    trx,
    due.map((machine) => machine.id),
    context,
  );
  for (const { machine } of judged) machines.set(machine.id, machine);
  return machines;
}

function idsOfWhole(arrivals: readonly Arrival[]): string[] {
  return [...new Set(arrivals.flatMap((arrival) => (arrival.kind === "whole" ? [arrival.machineId] : [])))];
}

function factsByMachine(rows: readonly FactRow[]): Batch["facts"] {
  const grouped = Map.groupBy(rows, (row) => row.machine_id);
  return new Map([...grouped].map(([id, list]) => [id, new Map(list.map((row) => [row.probe, row]))]));
}

/** Works out what one arrival changes, on the batch's own copies. */
function take(batch: Batch, arrival: Arrival): Acceptance["kind"] {
  const machine = batch.machines.get(arrival.machineId);
  if (!machine) return "machine-unknown";
  if (arrival.report.sequence <= machine.last_sequence) {
    batch.repeated.push(arrival);
    return "duplicate";
  }
  const seen = {
    last_seen_at: Math.max(arrival.receivedAt, machine.last_seen_at ?? 0),
    last_sequence: arrival.report.sequence,
    clock_ahead_ms: arrival.sentAt - arrival.receivedAt,
  };
  if (arrival.kind === "unchanged") {
    if (arrival.report.digest !== machine.facts_digest) return "facts-unknown";
    batch.machines.set(machine.id, { ...machine, ...seen });
    return "accepted";
  }
  const { report } = arrival;
  const digest = digestOf(report.outcomes);
  batch.machines.set(machine.id, { ...machine, ...seen, ...described(machine, report), facts_digest: digest });
  batch.reports.push({
    machine_id: machine.id,
    sequence: report.sequence,
    received_at: arrival.receivedAt,
    collected_at: toEpochMs(report.collectedAt),
    digest,
    body: JSON.stringify(report),
  });
  takeFacts(batch, arrival.machineId, report, arrival.receivedAt);
  return "accepted";
}

function takeFacts(batch: Batch, machineId: string, { outcomes, sequence }: Report, now: number): void {
  const known = batch.facts.get(machineId) ?? new Map<string, FactRow>();
  batch.facts.set(machineId, known);
  for (const probe of PROBE_IDS) {
    const outcome = outcomes[probe];
    if (outcome === undefined) continue;
    const before = known.get(probe);
    const isSame =
      before !== undefined &&
      canonicalOutcomes({ [probe]: JSON.parse(before.outcome) }) === canonicalOutcomes({ [probe]: outcome });
    if (isSame) continue;
    const row = {
      machine_id: machineId,
      probe,
      kind: outcome.kind,
      outcome: JSON.stringify(outcome),
      changed_at: now,
    };
    known.set(probe, row);
    batch.changedFacts.set(`${machineId} ${probe}`, row);
    batch.factHistory.push({ ...row, sequence });
    // The first reading of all differs from nothing; that the machine was enrolled says as much.
    if (before === undefined && outcome.kind === "read") continue;
    const summary = outcome.kind === "read" ? null : outcome.reason;
    batch.happenings.push({ machineId, at: now, event: { kind: "facts", probe, outcome: outcome.kind, summary } });
  }
  batch.toJudge.set(machineId, outcomesOf([...known.values()]));
}

/** A machine goes by the name that it gives itself, as soon as it is read. */
function described(machine: MachineRow, report: Report): Partial<MachineRow> {
  const outcome = report.outcomes.machine;
  const facts = outcome?.kind === "read" ? outcome.facts : null;
  return {
    agent_version: report.agentVersion,
    name: facts?.hostname ?? machine.name,
    name_key: (facts?.hostname ?? machine.name).toLowerCase(),
    platform: facts?.platform ?? machine.platform,
    os_name: facts?.osName ?? machine.os_name,
    os_version: facts?.osVersion ?? machine.os_version,
    ...personIn(report),
    serial_number: facts?.serialNumber ?? machine.serial_number,
    hardware_key: (facts === null ? null : hardwareKeyOf(facts)) ?? machine.hardware_key,
  };
}

/** Whose machine it is, as far as it can tell: the accounts that sign in with a password. */
function personIn({ outcomes: { passwords } }: Report): { person?: string | null } {
  if (passwords?.kind !== "read") return {};
  const inUse = passwords.facts.accounts.filter(({ state }) => ["set", "must-change", "managed"].includes(state));
  const names = inUse.map(({ name }) => name).join(", ");
  return { person: names === "" ? null : clip(names, MAX_MEASURED_CHARS) };
}

async function write(trx: Db, batch: Batch, context: JudgeContext): Promise<MachineRow[]> {
  await saveReports(trx, batch.reports);
  await saveFacts(trx, [...batch.changedFacts.values()]);
  await saveFactHistory(trx, batch.factHistory);
  await saveHappenings(trx, batch.happenings);
  const subjects = [...batch.toJudge].flatMap(([id, outcomes]) => {
    const machine = batch.machines.get(id);
    return machine ? [{ machine, outcomes }] : [];
  });
  const judged = await judgeMachines(trx, subjects, context);
  const untouched = [...batch.machines.values()].filter((machine) => !batch.toJudge.has(machine.id));
  // Whoever was thought silent has just spoken: that alone may change what is said of it.
  const back = untouched.filter((machine) => machine.reachability !== "online");
  const others = untouched.filter((machine) => machine.reachability === "online");
  await saveMachines(trx, [...others, ...back.map((machine) => ({ ...machine, changes_at: context.now }))]);
  const returned = await catchUp(
    trx,
    back.map((machine) => machine.id),
    context,
  );
  return [...judged.map((each) => each.machine), ...others, ...returned.map((each) => each.machine)];
}
