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
