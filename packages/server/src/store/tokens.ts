import type { Db } from "./open-store.ts";
import type { NewRow } from "./schema.ts";

export async function saveEnrolmentToken(db: Db, row: NewRow<"enrolment_token">): Promise<void> {
  await db.insertInto("enrolment_token").values(row).execute();
}

export async function findEnrolmentToken(db: Db, tokenHash: string) {
  return db.selectFrom("enrolment_token").selectAll().where("token_hash", "=", tokenHash).executeTakeFirst();
}

export async function useEnrolmentToken(db: Db, tokenHash: string, machineId: string, now: number): Promise<void> {
  await db
    .updateTable("enrolment_token")
    .set({ used_at: now, machine_id: machineId })
    .where("token_hash", "=", tokenHash)
    .execute();
}

export async function saveSignInLink(db: Db, row: NewRow<"sign_in_link">): Promise<void> {
  await db.insertInto("sign_in_link").values(row).execute();
}

/** Uses a sign-in link up and names its operator; null when it was used before, has expired or never existed. */
export async function useSignInLink(db: Db, tokenHash: string, now: number): Promise<string | null> {
  const result = await db
    .updateTable("sign_in_link")
    .set({ used_at: now })
    .where("token_hash", "=", tokenHash)
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  if (result.numUpdatedRows !== 1n) return null;
  const row = await db
    .selectFrom("sign_in_link")
    .select("operator")
    .where("token_hash", "=", tokenHash)
    .executeTakeFirst();
  return row?.operator ?? null;
}

export async function saveSession(db: Db, row: NewRow<"session">): Promise<void> {
  await db.insertInto("session").values(row).execute();
}

export async function findSession(db: Db, tokenHash: string) {
  return db.selectFrom("session").selectAll().where("token_hash", "=", tokenHash).executeTakeFirst();
}

export async function touchSession(db: Db, tokenHash: string, now: number): Promise<void> {
  await db.updateTable("session").set({ last_used_at: now }).where("token_hash", "=", tokenHash).execute();
}

export async function removeSession(db: Db, tokenHash: string): Promise<void> {
  await db.deleteFrom("session").where("token_hash", "=", tokenHash).execute();
}

/** Forgets what can no longer be used: ended sessions, and links and tokens unused past their end. */
export async function forgetEnded(db: Db, now: number): Promise<void> {
  await db.deleteFrom("session").where("expires_at", "<=", now).execute();
  await db.deleteFrom("sign_in_link").where("expires_at", "<=", now).execute();
}
