import type { CredentialRow } from "./auth-tables.ts";
import type { Db } from "./open-store.ts";

export async function findCredential(db: Db, operatorId: string): Promise<CredentialRow> {
  const row = await db.selectFrom("credential").selectAll().where("operator_id", "=", operatorId).executeTakeFirst();
  return (
    row ?? {
      operator_id: operatorId,
      password_hash: null,
      password_set_at: null,
      totp_secret: null,
      totp_set_at: null,
      totp_last_step: null,
    }
  );
}

export async function setCredential(
  db: Db,
  operatorId: string,
  values: Partial<Omit<CredentialRow, "operator_id">>,
): Promise<void> {
  await db
    .insertInto("credential")
    .values({ operator_id: operatorId, ...values })
    .onConflict((conflict) => conflict.column("operator_id").doUpdateSet(values))
    .execute();
}

/** Takes a time step's code for used; false when that step, or a later one, was taken before. */
export async function takeTotpStep(db: Db, operatorId: string, step: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("credential")
    .set({ totp_last_step: step })
    .where("operator_id", "=", operatorId)
    .where((eb) => eb.or([eb("totp_last_step", "is", null), eb("totp_last_step", "<", step)]))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Replaces all of an operator's recovery codes. */
export async function setRecoveryCodes(
  db: Db,
  operatorId: string,
  hashes: readonly string[],
  now: number,
): Promise<void> {
  await db.deleteFrom("recovery_code").where("operator_id", "=", operatorId).execute();
  if (hashes.length === 0) return;
  const rows = hashes.map((code_hash) => ({ code_hash, operator_id: operatorId, created_at: now, used_at: null }));
  await db.insertInto("recovery_code").values(rows).execute();
}

/** Uses a recovery code up; false when it is none of the operator's, or was used before. */
export async function useRecoveryCode(db: Db, operatorId: string, hash: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("recovery_code")
    .set({ used_at: now })
    .where("code_hash", "=", hash)
    .where("operator_id", "=", operatorId)
    .where("used_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function countRecoveryCodes(db: Db, operatorId: string): Promise<number> {
  const { left } = await db
    .selectFrom("recovery_code")
    .select((eb) => eb.fn.countAll<number>().as("left"))
    .where("operator_id", "=", operatorId)
    .where("used_at", "is", null)
    .executeTakeFirstOrThrow();
  return Number(left);
}
