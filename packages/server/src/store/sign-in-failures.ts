import type { SignInFailureRow } from "./auth-tables.ts";
import type { Db } from "./open-store.ts";

export async function findSignInFailure(db: Db, nameHash: string): Promise<SignInFailureRow | undefined> {
  return db.selectFrom("sign_in_failure").selectAll().where("name_hash", "=", nameHash).executeTakeFirst();
}

export async function saveSignInFailure(db: Db, row: SignInFailureRow): Promise<void> {
  const { name_hash: _, ...values } = row;
  await db
    .insertInto("sign_in_failure")
    .values(row)
    .onConflict((conflict) => conflict.column("name_hash").doUpdateSet(values))
    .execute();
}

export async function removeSignInFailure(db: Db, nameHash: string): Promise<void> {
  await db.deleteFrom("sign_in_failure").where("name_hash", "=", nameHash).execute();
}

/** Forgets failures that are long past, and of strangers' names all but the latest. */
export async function forgetSignInFailures(db: Db, limits: { before: number; strangers: number }): Promise<void> {
  await db.deleteFrom("sign_in_failure").where("last_at", "<", limits.before).execute();
  const first = await db
    .selectFrom("sign_in_failure")
    .select("last_at")
    .where("is_known", "=", 0)
    .orderBy("last_at", "desc")
    .offset(limits.strangers)
    .limit(1)
    .executeTakeFirst();
  if (!first) return;
  await db.deleteFrom("sign_in_failure").where("is_known", "=", 0).where("last_at", "<=", first.last_at).execute();
}
