import { AppError } from "@muster/shared/errors.ts";
import { MAX_TAGS } from "@muster/shared/limits.ts";
import type { TagChange } from "@muster/shared/machine-list.ts";
import { type Happening, saveHappenings } from "../store/events.ts";
import { findMachines, saveMachines } from "../store/machines.ts";
import type { Db } from "../store/open-store.ts";
import type { MachineRow } from "../store/schema.ts";
import { catchUp, type JudgeContext } from "./judge-machines.ts";
import { tagsOf } from "./machine-columns.ts";

/**
 * Gives machines tags and takes tags from them, and makes those that differ due: their groups may be others now. What was
 * due before is judged by the tags of before.
 * @throws AppError `not_found`, `input_invalid` when a machine would have too many
 */
export async function changeTags(
  db: Db,
  { machineIds, add, remove }: TagChange,
  { by, judging }: { by: string; judging: JudgeContext },
): Promise<string[]> {
  return db.transaction().execute(async (trx) => {
    await catchUp(trx, [...new Set(machineIds)], judging);
    const machines = await findMachines(trx, [...new Set(machineIds)]);
    if (machines.length < new Set(machineIds).size || machines.some((each) => each.retired_at !== null)) {
      throw new AppError("not_found", "Some of these machines are not in the fleet (any more).");
    }
    const rows: MachineRow[] = [];
    const happenings: Happening[] = [];
    for (const machine of machines) {
      const before = tagsOf(machine);
      const after = [...new Set([...before, ...add])].filter((tag) => !remove.includes(tag));
      const added = after.filter((tag) => !before.includes(tag));
      const removed = before.filter((tag) => !after.includes(tag));
      if (added.length === 0 && removed.length === 0) continue;
      if (after.length > MAX_TAGS)
        throw new AppError("input_invalid", `${machine.name} would have more than ${MAX_TAGS} tags.`);
      rows.push({ ...machine, tags: JSON.stringify(after), changes_at: judging.now });
      happenings.push({ machineId: machine.id, at: judging.now, event: { kind: "tags", by, added, removed } });
    }
    await saveMachines(trx, rows);
    await saveHappenings(trx, happenings);
    return rows.map((row) => row.id);
  });
}
