import { inChunks } from "./in-chunks.ts";
import type { Db } from "./open-store.ts";
import type { FactRow, NewRow } from "./schema.ts";

export async function findFacts(db: Db, machineIds: readonly string[]): Promise<FactRow[]> {
  return machineIds.length === 0
    ? []
    : db.selectFrom("fact").selectAll().where("machine_id", "in", machineIds).execute();
}

export async function saveFacts(db: Db, rows: readonly NewRow<"fact">[]): Promise<void> {
  for (const chunk of inChunks(rows)) {
    await db
      .insertInto("fact")
      .values(chunk)
      .onConflict((conflict) =>
        conflict.columns(["machine_id", "probe"]).doUpdateSet((eb) => ({
          kind: eb.ref("excluded.kind"),
          outcome: eb.ref("excluded.outcome"),
          changed_at: eb.ref("excluded.changed_at"),
        })),
      )
      .execute();
  }
}

export async function saveReports(db: Db, rows: readonly NewRow<"report">[]): Promise<void> {
  for (const chunk of inChunks(rows)) await db.insertInto("report").values(chunk).execute();
}

/** Keeps outcomes that differ from the ones before them, readable as of then. */
export async function saveFactHistory(db: Db, rows: readonly NewRow<"fact_history">[]): Promise<void> {
  for (const chunk of inChunks(rows)) {
    await db
      .insertInto("fact_history")
      .values(chunk)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}
