import { inChunks } from "./in-chunks.ts";
import type { Db } from "./open-store.ts";
import type { NewRow, VerdictRow } from "./schema.ts";

export async function findVerdicts(db: Db, machineIds: readonly string[]): Promise<VerdictRow[]> {
  return machineIds.length === 0
    ? []
    : db.selectFrom("verdict").selectAll().where("machine_id", "in", machineIds).execute();
}

export async function saveVerdicts(db: Db, rows: readonly NewRow<"verdict">[]): Promise<void> {
  for (const chunk of inChunks(rows)) {
    await db
      .insertInto("verdict")
      .values(chunk)
      .onConflict((conflict) =>
        conflict.columns(["machine_id", "rule"]).doUpdateSet((eb) => ({
          status: eb.ref("excluded.status"),
          since: eb.ref("excluded.since"),
          changes_at: eb.ref("excluded.changes_at"),
          body: eb.ref("excluded.body"),
        })),
      )
      .execute();
  }
}

export async function removeVerdict(db: Db, machineId: string, rule: string): Promise<void> {
  await db.deleteFrom("verdict").where("machine_id", "=", machineId).where("rule", "=", rule).execute();
}
