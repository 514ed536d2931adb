import type { Db } from "./open-store.ts";
import type { NewRow } from "./schema.ts";

export async function saveSession(db: Db, row: NewRow<"session">): Promise<void> {
  await db.insertInto("session").values(row).execute();
}

/**
 * A session with its operator as they are now, and whether they have anything to prove themselves with: a role that was
 * taken away counts from the next request on.
 */
export async function findSession(db: Db, by: { tokenHash: string } | { id: string }) {
  return db
    .selectFrom("session")
    .innerJoin("operator", "operator.id", "session.operator_id")
    .leftJoin("credential", "credential.operator_id", "session.operator_id")
    .selectAll("session")
    .select(["operator.name as operator", "operator.role", "operator.disabled_at"])
    .select(["credential.password_hash", "credential.totp_secret"])
    .$if("tokenHash" in by, (query) => query.where("token_hash", "=", "tokenHash" in by ? by.tokenHash : ""))
    .$if("id" in by, (query) => query.where("session.id", "=", "id" in by ? by.id : ""))
    .executeTakeFirst();
}

export async function sessionsOf(db: Db, operatorId: string, good: { now: number; idleSince: number }) {
  return db
    .selectFrom("session")
    .selectAll()
    .where("operator_id", "=", operatorId)
    .where("expires_at", ">", good.now)
    .where("last_used_at", ">", good.idleSince)
    .orderBy("last_used_at", "desc")
    .orderBy("id")
    .execute();
}

export async function touchSession(db: Db, id: string, now: number): Promise<void> {
  await db.updateTable("session").set({ last_used_at: now }).where("id", "=", id).execute();
}

/** Gives a session another token; null when it is there no more under the old one. */
export async function renewSession(
  db: Db,
  tokens: { oldHash: string; newHash: string },
  values: { confirmed_at?: number },
): Promise<string | null> {
  const renewed = await db
    .updateTable("session")
    .set({ ...values, token_hash: tokens.newHash })
    .where("token_hash", "=", tokens.oldHash)
    .returning("id")
    .executeTakeFirst();
  return renewed?.id ?? null;
}

export async function offerInSession(db: Db, id: string, sealed: string | null): Promise<void> {
  await db.updateTable("session").set({ offered_secret: sealed }).where("id", "=", id).execute();
}

export async function findOfferInSession(db: Db, id: string): Promise<string | null> {
  const row = await db.selectFrom("session").select("offered_secret").where("id", "=", id).executeTakeFirst();
  return row?.offered_secret ?? null;
}

export async function removeSession(db: Db, tokenHash: string): Promise<void> {
  await db.deleteFrom("session").where("token_hash", "=", tokenHash).execute();
}

/** Ends one session of an operator, or all but one; returns how many there were. */
export async function endSessionsOf(db: Db, operatorId: string, which: { only: string } | { but: string }) {
  const { numDeletedRows } = await db
    .deleteFrom("session")
    .where("operator_id", "=", operatorId)
    .where("id", "only" in which ? "=" : "!=", "only" in which ? which.only : which.but)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Takes away an operator's sign-ins that have begun, and links not yet used. */
export async function removeBegun(db: Db, operatorId: string): Promise<void> {
  await db.deleteFrom("sign_in_link").where("operator_id", "=", operatorId).execute();
  await db.deleteFrom("sign_in_step").where("operator_id", "=", operatorId).execute();
}

/** Takes away whatever lets an operator in but their credentials. */
export async function removeAccess(db: Db, operatorId: string): Promise<void> {
  await removeBegun(db, operatorId);
  await db.deleteFrom("session").where("operator_id", "=", operatorId).execute();
}

/** Forgets what can no longer be used. */
export async function forgetEnded(db: Db, now: number): Promise<void> {
  for (const table of ["sign_in_link", "sign_in_step", "session"] as const) {
    await db.deleteFrom(table).where("expires_at", "<=", now).execute();
  }
}
