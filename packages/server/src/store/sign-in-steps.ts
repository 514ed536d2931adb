import type { Db } from "./open-store.ts";
import type { NewRow } from "./schema.ts";

export async function saveSignInStep(db: Db, row: NewRow<"sign_in_step">): Promise<void> {
  await db.insertInto("sign_in_step").values(row).execute();
}

export async function findSignInStep(db: Db, tokenHash: string, now: number) {
  return db
    .selectFrom("sign_in_step")
    .selectAll()
    .where("token_hash", "=", tokenHash)
    .where("expires_at", ">", now)
    .executeTakeFirst();
}

/** Takes a step out of the store; of several who come with its token, one gets it. */
export async function takeSignInStep(db: Db, tokenHash: string, now: number) {
  return db
    .deleteFrom("sign_in_step")
    .where("token_hash", "=", tokenHash)
    .where("expires_at", ">", now)
    .returningAll()
    .executeTakeFirst();
}

export async function removeSignInStep(db: Db, tokenHash: string): Promise<void> {
  await db.deleteFrom("sign_in_step").where("token_hash", "=", tokenHash).execute();
}
