import { inChunks } from "./in-chunks.ts";
import type { Db } from "./open-store.ts";
import type { FactHistoryTable, MachineRow, NewRow } from "./schema.ts";

export async function saveWeighed(db: Db, rows: readonly NewRow<"weighed">[]): Promise<void> {
  for (const chunk of inChunks(rows)) {
    await db
      .insertInto("weighed")
      .values(chunk)
      .onConflict((conflict) =>
        conflict
          .column("machine_id")
          .doUpdateSet((eb) => ({ form: eb.ref("excluded.form"), body: eb.ref("excluded.body") })),
      )
      .execute();
  }
}

/** What is read of a machine to judge it in a count; `form` and `body` are null where it was never judged since they exist. */
export type FleetRow = Pick<
  MachineRow,
  | "id"
  | "retired_at"
  | "name"
  | "platform"
  | "tags"
  | "enrolled_at"
  | "last_seen_at"
  | "parted_at"
  | "parting"
  | "absent_from"
  | "returned_at"
  | "clock_ahead_ms"
> & { form: number | null; body: string | null };

/**
 * One page of the fleet by id, for going through all of it; retired machines are among them, since leaving them out here
 * would have SQLite sort the whole fleet for every page.
 */
export async function readFleetPage(db: Db, page: { after: string; limit: number }): Promise<FleetRow[]> {
  return db
    .selectFrom("machine")
    .leftJoin("weighed", "weighed.machine_id", "machine.id")
    .select([
      "machine.id",
      "machine.retired_at",
      "machine.name",
      "machine.platform",
      "machine.tags",
      "machine.enrolled_at",
      "machine.last_seen_at",
      "machine.parted_at",
      "machine.parting",
      "machine.absent_from",
      "machine.returned_at",
      "machine.clock_ahead_ms",
      "weighed.form",
      "weighed.body",
    ])
    .where("machine.id", ">", page.after)
    .orderBy("machine.id")
    .limit(page.limit)
    .execute();
}

export type PastFact = Pick<FactHistoryTable, "machine_id" | "probe" | "changed_at" | "outcome">;

/** Everything that machines reported after an instant, and of each probe the last before it; the oldest first. */
export async function readPastFacts(db: Db, machineIds: readonly string[], from: number): Promise<PastFact[]> {
  if (machineIds.length === 0) return [];
  const before = await db
    .selectFrom("fact_history as f")
    .select(["f.machine_id", "f.probe", "f.changed_at", "f.outcome"])
    .where("f.machine_id", "in", machineIds)
    .where("f.changed_at", "=", (eb) =>
      eb
        .selectFrom("fact_history as last")
        .select((max) => max.fn.max("last.changed_at").as("at"))
        .whereRef("last.machine_id", "=", "f.machine_id")
        .whereRef("last.probe", "=", "f.probe")
        .where("last.changed_at", "<=", from),
    )
    .orderBy("f.sequence")
    .execute();
  const after = await db
    .selectFrom("fact_history")
    .select(["machine_id", "probe", "changed_at", "outcome"])
    .where("machine_id", "in", machineIds)
    .where("changed_at", ">", from)
    .orderBy("changed_at")
    .orderBy("sequence")
    .execute();
  return [...before, ...after];
}

/** How many machines there are to go through. */
export async function countFleet(db: Db): Promise<number> {
  const row = await db
    .selectFrom("machine")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("retired_at", "is", null)
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}
