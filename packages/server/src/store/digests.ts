import type { Db } from "./open-store.ts";
import type { DigestRow } from "./schema.ts";

/** Keeps tonight's digest; false when this night has one already, however many ask at once. */
export async function addDigest(db: Db, row: DigestRow): Promise<boolean> {
  const result = await db
    .insertInto("digest")
    .values(row)
    .onConflict((conflict) => conflict.column("night").doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function updateDigest(
  db: Db,
  night: string,
  change: Partial<Pick<DigestRow, "state" | "state_sentence" | "sent_at" | "attempts">>,
): Promise<void> {
  await db.updateTable("digest").set(change).where("night", "=", night).execute();
}

export async function findDigest(db: Db, night: string): Promise<DigestRow | undefined> {
  return db.selectFrom("digest").selectAll().where("night", "=", night).executeTakeFirst();
}

/** Digests that were composed and whose mail has neither been accepted nor given up. */
export async function pendingDigests(db: Db): Promise<DigestRow[]> {
  return db.selectFrom("digest").selectAll().where("state", "=", "pending").orderBy("night").execute();
}

/** The newest first. */
export async function listDigests(db: Db, page: { before: string | null; limit: number }): Promise<DigestRow[]> {
  let query = db.selectFrom("digest").selectAll();
  if (page.before !== null) query = query.where("night", "<", page.before);
  return query.orderBy("night", "desc").limit(page.limit).execute();
}
