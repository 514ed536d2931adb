import type { Db } from "./open-store.ts";

/** What is removed in one go: the oldest up to `limit` rows that lie before an instant (epoch ms). */
export type Pruning = { before: number; limit: number };

/** Removes whole reports; what they said stays in the facts and their history. Returns how many were removed. */
export async function pruneReports(db: Db, { before, limit }: Pruning): Promise<number> {
  const rows = await db
    .selectFrom("report")
    .select(["machine_id", "sequence"])
    .where("received_at", "<", before)
    .orderBy("received_at")
    .limit(limit)
    .execute();
  for (const { machine_id, sequence } of rows) {
    await db.deleteFrom("report").where("machine_id", "=", machine_id).where("sequence", "=", sequence).execute();
  }
  return rows.length;
}

/**
 * Removes the facts that another had replaced by the instant: how a machine was on any later day can still be told. Goes
 * through those that replaced others from `from` on, about `limit` of them, and returns where to go on.
 */
export async function pruneFactHistory(
  db: Db,
  { before, limit, from }: Pruning & { from: number },
): Promise<{ removed: number; next: number; isOver: boolean }> {
  const rows = await replacements(db, { before, limit, from });
  let removed = 0;
  for (const { machine_id, probe, changed_at } of rows) {
    const { numDeletedRows } = await db
      .deleteFrom("fact_history")
      .where("machine_id", "=", machine_id)
      .where("probe", "=", probe)
      .where("changed_at", "<", changed_at)
      .executeTakeFirst();
    removed += Number(numDeletedRows);
  }
  const last = rows.at(-1);
  return { removed, next: last ? last.changed_at + 1 : from, isOver: rows.length < limit };
}

/** Facts from one instant up to another, the oldest first; never only some of those that share an instant. */
async function replacements(db: Db, { before, limit, from }: Pruning & { from: number }) {
  const base = db.selectFrom("fact_history").select(["machine_id", "probe", "changed_at"]);
  const rows = await base
    .where("changed_at", ">=", from)
    .where("changed_at", "<=", before)
    .orderBy("changed_at")
    .limit(limit)
    .execute();
  const last = rows.at(-1);
  if (last === undefined || rows.length < limit) return rows;
  const whole = rows.filter((row) => row.changed_at < last.changed_at);
  return [...whole, ...(await base.where("changed_at", "=", last.changed_at).execute())];
}

/** Removes lines of machines' timelines. Returns how many were removed. */
export async function pruneEvents(db: Db, { before, limit }: Pruning): Promise<number> {
  // Numbers follow time: the oldest by number are looked at, so that no index on instants is needed.
  const oldest = await db.selectFrom("event").select(["id", "at"]).orderBy("id").limit(limit).execute();
  const ids = oldest.filter((row) => row.at < before).map((row) => row.id);
  if (ids.length > 0) await db.deleteFrom("event").where("id", "in", ids).execute();
  return ids.length;
}

/** Removes what of each machine was sealed so long ago that the rows themselves are gone; the seals stay. */
export async function pruneLeaves(db: Db, { before, limit }: Pruning): Promise<number> {
  const { last } = await db
    .selectFrom("evidence_seal")
    .select((eb) => eb.fn.max("number").as("last"))
    .where("until_at", "<", before)
    .executeTakeFirstOrThrow();
  if (last === null) return 0;
  const rows = await db
    .selectFrom("evidence_leaf")
    .select(["seal", "machine_id"])
    .where("seal", "<=", last)
    .orderBy("seal")
    .limit(limit)
    .execute();
  for (const { seal, machine_id } of rows) {
    await db.deleteFrom("evidence_leaf").where("seal", "=", seal).where("machine_id", "=", machine_id).execute();
  }
  return rows.length;
}

/** Removes evidence packs. Returns how many were removed. */
export async function prunePacks(db: Db, { before, limit }: Pruning): Promise<number> {
  const rows = await db
    .selectFrom("evidence_pack")
    .select("id")
    .where("made_at", "<", before)
    .orderBy("made_at")
    .limit(limit)
    .execute();
  for (const { id } of rows) await db.deleteFrom("evidence_pack").where("id", "=", id).execute();
  return rows.length;
}
