import type { DigestListRow } from "./mail-tables.ts";
import type { Db } from "./open-store.ts";

/** Lists that were not removed, by name. */
export async function listDigestLists(db: Db): Promise<DigestListRow[]> {
  return db
    .selectFrom("digest_list")
    .selectAll()
    .where("removed_at", "is", null)
    .orderBy("name")
    .orderBy("id")
    .execute();
}

export async function findDigestList(db: Db, id: string): Promise<DigestListRow | undefined> {
  return db
    .selectFrom("digest_list")
    .selectAll()
    .where("id", "=", id)
    .where("removed_at", "is", null)
    .executeTakeFirst();
}

/** Whether a list of this id was ever made, also one removed since. */
export async function hadDigestList(db: Db, id: string): Promise<boolean> {
  return (await db.selectFrom("digest_list").select("id").where("id", "=", id).executeTakeFirst()) !== undefined;
}

export async function saveDigestList(db: Db, row: DigestListRow): Promise<void> {
  const { id, ...rest } = row;
  await db
    .insertInto("digest_list")
    .values(row)
    .onConflict((conflict) => conflict.column("id").doUpdateSet(rest))
    .execute();
}
