import { toInstant } from "@muster/shared/text.ts";
import type { Parting } from "@muster/shared/verdict.ts";
import { catchUp, isBehind, type JudgeContext } from "../flags/judge-machines.ts";
import { type Happening, saveHappenings } from "../store/events.ts";
import { findMachines, saveMachines } from "../store/machines.ts";
import type { Db } from "../store/open-store.ts";
import type { MachineRow } from "../store/schema.ts";
import { isStoreTrouble } from "../store/store-trouble.ts";
import { GroupCommit } from "./group-commit.ts";

/** A connection that began or ended, at an instant in epoch ms. */
export type ContactChange = { machineId: string; at: number } & (
  | { kind: "arrived" }
  | { kind: "parted"; how: Parting }
);

export type ContactLog = GroupCommit<ContactChange, MachineRow | null>;

/** Changes written in one transaction; a storm of returning agents comes in a few rounds. */
const LIMITS = { perCommit: 250, waiting: 200_000 };

/** Writes down who comes and goes: silence is counted from it. Resolves with the machine's row once it is durable. */
export function createContactLog(options: {
  writer: Db;
  judging: () => JudgeContext;
  onCommitted: (machines: MachineRow[]) => void;
}): ContactLog {
  const { writer, judging, onCommitted } = options;
  const commit = async (changes: ContactChange[]): Promise<(MachineRow | null)[]> => {
    const { rows, touched } = await recordContacts(writer, changes, judging());
    onCommitted(touched);
    return rows;
  };
  return new GroupCommit(commit, LIMITS, isStoreTrouble);
}

/** Stores the changes in order, in one transaction; a machine for which something follows at once is made due. */
export async function recordContacts(
  db: Db,
  changes: readonly ContactChange[],
  context: JudgeContext,
): Promise<{ rows: (MachineRow | null)[]; touched: MachineRow[] }> {
  return db.transaction().execute(async (trx) => {
    const ids = [...new Set(changes.map((change) => change.machineId))];
    const machines = new Map((await findMachines(trx, ids)).map((machine) => [machine.id, machine]));
    const due = [...machines.values()].filter((machine) => isBehind(machine, context));
    const judged = await catchUp(
      trx,
      due.map((machine) => machine.id),
      context,
    );
    for (const { machine } of judged) machines.set(machine.id, machine);
    const happenings: Happening[] = [];
    const awayAfter = context.policies.at(-1)?.policy.reachability.awayAfter ?? 0;
    const rows = changes.map((change) => {
      const machine = machines.get(change.machineId);
      if (!machine) return null;
      const next = change.kind === "arrived" ? arrived(machine, change.at, awayAfter) : parted(machine, change);
      happenings.push(...next.happenings);
      machines.set(machine.id, next.machine);
      return next.machine;
    });
    const touched = [...machines.values()];
    await saveMachines(trx, touched);
    await saveHappenings(trx, happenings);
    return { rows, touched };
  });
}

type Next = { machine: MachineRow; happenings: Happening[] };

/** A short break of the line is no absence; a longer one is remembered, for the grace that follows it. */
function arrived(machine: MachineRow, at: number, awayAfter: number): Next {
  const { parted_at: partedAt, id, reachability, status } = machine;
  // Where all is well this word changes nothing; else what was said of its silence, or waited for its return, may end.
  const isCalm = reachability === "online" && status === "compliant";
  const back = {
    ...machine,
    parted_at: null,
    parting: null,
    last_seen_at: Math.max(at, machine.last_seen_at ?? 0),
    changes_at: isCalm ? machine.changes_at : soonest(machine.changes_at, at),
  };
  const isAbsence = partedAt !== null && (at - partedAt >= awayAfter || reachability !== "online");
  if (!isAbsence) return { machine: back, happenings: [] };
  return {
    machine: { ...back, absent_from: partedAt, returned_at: at, changes_at: at },
    happenings: [{ machineId: id, at, event: { kind: "returned", silentSince: toInstant(partedAt) } }],
  };
}

function parted(machine: MachineRow, { at, how }: { at: number; how: Parting }): Next {
  // What the agent said as it went stands over the break of the line that follows.
  if (machine.parted_at !== null && how === "lost") return { machine, happenings: [] };
  const gone = { ...machine, parted_at: at, parting: how };
  const happenings: Happening[] = [{ machineId: machine.id, at, event: { kind: "parted", how } }];
  // A goodbye is a word; a line that breaks is none, and the silence has been counted since the last one.
  if (how === "lost") return { machine: gone, happenings };
  return { machine: { ...gone, last_seen_at: Math.max(at, machine.last_seen_at ?? 0), changes_at: at }, happenings };
}

function soonest(changesAt: number | null, at: number): number {
  return changesAt === null ? at : Math.min(changesAt, at);
}
