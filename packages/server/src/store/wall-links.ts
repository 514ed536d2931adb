import type { Db } from "./open-store.ts";
import type { NewRow, WallLinkRow } from "./schema.ts";

export async function saveWallLink(db: Db, row: NewRow<"wall_link">): Promise<void> {
  await db.insertInto("wall_link").values(row).execute();
}

/** Every link that is kept, the newest first. */
export async function listWallLinks(db: Db): Promise<WallLinkRow[]> {
  return db.selectFrom("wall_link").selectAll().orderBy("created_at", "desc").orderBy("id").execute();
}

export async function findWallLink(db: Db, tokenHash: string): Promise<WallLinkRow | undefined> {
  return db.selectFrom("wall_link").selectAll().where("token_hash", "=", tokenHash).executeTakeFirst();
}

export async function countGoodWallLinks(db: Db, now: number): Promise<number> {
  const counted = await db
    .selectFrom("wall_link")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("revoked_at", "is", null)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  return Number(counted?.count ?? 0);
}

export async function touchWallLink(db: Db, id: string, now: number): Promise<void> {
  await db.updateTable("wall_link").set({ last_used_at: now }).where("id", "=", id).execute();
}

/** Takes a link back; false when there is none. One that was taken back before stays as it was. */
export async function revokeWallLink(db: Db, id: string, now: number): Promise<boolean> {
  const found = await db.selectFrom("wall_link").select("id").where("id", "=", id).executeTakeFirst();
  if (!found) return false;
  await db
    .updateTable("wall_link")
    .set({ revoked_at: now })
    .where("id", "=", id)
    .where("revoked_at", "is", null)
    .execute();
  return true;
}

/** Forgets links that ended before an instant. */
export async function forgetWallLinks(db: Db, endedBefore: number): Promise<void> {
  await db
    .deleteFrom("wall_link")
    .where((eb) => eb.or([eb("expires_at", "<", endedBefore), eb("revoked_at", "<", endedBefore)]))
    .execute();
}
