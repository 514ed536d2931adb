import { AppError } from "@muster/shared/errors.ts";
import { saveHappenings } from "../store/events.ts";
import { findOpenFlags, saveFlags } from "../store/flags.ts";
import { findMachine, saveMachines } from "../store/machines.ts";
import type { Db } from "../store/open-store.ts";
import type { MachineRow } from "../store/schema.ts";

type Act = { by: string; now: number };

/**
 * Takes a machine out of the fleet: it is judged and counted no more, its flags are resolved, its key is refused, and its
 * history stays.
 * @throws AppError `not_found`, `already_decided`
 */
export async function retireMachine(db: Db, id: string, act: Act): Promise<MachineRow> {
  return db.transaction().execute((trx) => retire(trx, id, act, null));
}

/**
 * Decides a doubt about who a machine is. merge: the older entry is retired and its history shown with the newer one.
 * split: the entry is retired, so that each of the machines behind it must enrol anew. dismiss: nothing was wrong.
 * @throws AppError `not_found`, `already_decided`, `input_invalid`
 */
export async function resolveConflict(
  db: Db,
  id: string,
  resolution: "merge" | "split" | "dismiss",
  act: Act,
): Promise<{ retired: MachineRow | null }> {
  return db.transaction().execute(async (trx) => {
    const conflict = await trx.selectFrom("identity_conflict").selectAll().where("id", "=", id).executeTakeFirst();
    if (!conflict) throw new AppError("not_found");
    if (conflict.resolved_at !== null) throw new AppError("already_decided");
    if (resolution === "merge" && conflict.other_id === null) {
      throw new AppError("input_invalid", "There is no second entry to merge with; split or dismiss it.");
    }
    const retired =
      resolution === "dismiss"
        ? null
        : resolution === "merge" && conflict.other_id !== null
          ? await retire(trx, conflict.other_id, act, conflict.machine_id)
          : await retire(trx, conflict.machine_id, act, null);
    const done = { merge: "merged", split: "split", dismiss: "dismissed" }[resolution];
    await trx
      .updateTable("identity_conflict")
      .set({ resolved_at: act.now, resolution: done, resolved_by: act.by })
      .where("id", "=", id)
      .execute();
    const sentence = `${act.by} decided about who this machine is: ${done}. ${conflict.sentence}`;
    const event = { kind: "identity", sentence } as const;
    await saveHappenings(trx, [{ machineId: conflict.machine_id, at: act.now, event }]);
    return { retired };
  });
}

async function retire(trx: Db, id: string, { by, now }: Act, mergedInto: string | null): Promise<MachineRow> {
  const machine = await findMachine(trx, id);
  if (!machine) throw new AppError("not_found");
  if (machine.retired_at !== null) throw new AppError("already_decided");
  const open = await findOpenFlags(trx, [id]);
  await saveFlags(
    trx,
    open.map((flag) => ({ ...flag, updated_at: now, resolved_at: now, resolved_because: "retired" })),
  );
  const row = {
    ...machine,
    retired_at: now,
    merged_into: mergedInto,
    open_flags: 0,
    flagged_rules: "[]",
    changes_at: null,
  };
  await saveMachines(trx, [row]);
  await saveHappenings(trx, [{ machineId: id, at: now, event: { kind: "retired", by } }]);
  return row;
}

/** The entry itself and those that were merged into it, also by way of others. */
export async function entriesOf(db: Db, id: string): Promise<string[]> {
  const ids = [id];
  for (const each of ids) {
    const merged = await db.selectFrom("machine").select("id").where("merged_into", "=", each).execute();
    ids.push(...merged.map((row) => row.id).filter((known) => !ids.includes(known)));
  }
  return ids;
}
