import { type ExpressionBuilder, sql } from "kysely";
import { inChunks } from "./in-chunks.ts";
import type { Db } from "./open-store.ts";
import type { FlagRow, FlagWorkRow, Schema } from "./schema.ts";

/** The state of work as a column, at an instant: what is put aside comes back by itself. */
export function workState(eb: ExpressionBuilder<Schema & { work: Schema["flag_work"] }, "work">, now: number) {
  return eb
    .case()
    .when("work.snoozed_until", ">", now)
    .then("snoozed")
    .when("work.assigned_to", "is not", null)
    .then("assigned")
    .when("work.acknowledged_at", "is not", null)
    .then("acknowledged")
    .else("new")
    .end();
}

/** Open flags per state of work. */
export async function countWork(db: Db, now: number): Promise<{ state: string; count: number }[]> {
  const rows = await db
    .selectFrom("flag")
    .leftJoin("flag_work as work", "work.flag_id", "flag.id")
    .select((eb) => [workState(eb as never, now).as("state"), eb.fn.countAll<number>().as("count")])
    .where("flag.resolved_at", "is", null)
    .groupBy(sql`1`)
    .execute();
  return rows.map(({ state, count }) => ({ state: String(state), count: Number(count) }));
}

export async function findOpenAmong(db: Db, flagIds: readonly string[]): Promise<FlagRow[]> {
  return db.selectFrom("flag").selectAll().where("id", "in", flagIds).where("resolved_at", "is", null).execute();
}

export async function findWork(db: Db, flagIds: readonly string[]): Promise<FlagWorkRow[]> {
  return flagIds.length === 0 ? [] : db.selectFrom("flag_work").selectAll().where("flag_id", "in", flagIds).execute();
}

export async function saveWork(db: Db, rows: readonly FlagWorkRow[]): Promise<void> {
  for (const chunk of inChunks(rows)) {
    await db
      .insertInto("flag_work")
      .values(chunk)
      .onConflict((conflict) =>
        conflict.column("flag_id").doUpdateSet((eb) => ({
          acknowledged_by: eb.ref("excluded.acknowledged_by"),
          acknowledged_at: eb.ref("excluded.acknowledged_at"),
          assigned_to: eb.ref("excluded.assigned_to"),
          snoozed_until: eb.ref("excluded.snoozed_until"),
          note: eb.ref("excluded.note"),
          changed_by: eb.ref("excluded.changed_by"),
          changed_at: eb.ref("excluded.changed_at"),
        })),
      )
      .execute();
  }
}
