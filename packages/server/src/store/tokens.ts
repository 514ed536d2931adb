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

/** Uses a sign-in link up and says whom it lets in; null when it was used before, has expired or never existed. */
export async function useSignInLink(db: Db, tokenHash: string, now: number): Promise<string | null> {
  const used = await db
    .updateTable("sign_in_link")
    .set({ used_at: now })
    .where("token_hash", "=", tokenHash)
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .returning("operator_id")
    .executeTakeFirst();
  return used?.operator_id ?? null;
}

export async function saveSession(db: Db, row: NewRow<"session">): Promise<void> {
  await db.insertInto("session").values(row).execute();
}

/** A session with its operator as they are now: a role that was taken away counts from the next request on. */
export async function findSession(db: Db, tokenHash: string) {
  return db
    .selectFrom("session")
    .innerJoin("operator", "operator.id", "session.operator_id")
    .selectAll("session")
    .select(["operator.name as operator", "operator.role", "operator.disabled_at"])
    .where("token_hash", "=", tokenHash)
    .executeTakeFirst();
}

/** Takes away whatever lets an operator in: sessions, and links not yet used. Returns how many sessions there were. */
export async function removeAccess(db: Db, operatorId: string): Promise<number> {
  await db.deleteFrom("sign_in_link").where("operator_id", "=", operatorId).execute();
  const removed = await db.deleteFrom("session").where("operator_id", "=", operatorId).executeTakeFirst();
  return Number(removed.numDeletedRows);
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
