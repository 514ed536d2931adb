import { setCredential, setRecoveryCodes } from "../store/credentials.ts";
import type { Db } from "../store/open-store.ts";
import { removeAccess } from "../store/sessions.ts";

/** Takes an operator's password away, and ends what was opened with it. */
export async function resetPassword(db: Db, operatorId: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await setCredential(trx, operatorId, { password_hash: null, password_set_at: null });
    await removeAccess(trx, operatorId);
  });
}

/** Takes an operator's second factor and recovery codes away, and ends what was opened with them. */
export async function removeSecondFactor(db: Db, operatorId: string, now: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await setCredential(trx, operatorId, { totp_secret: null, totp_set_at: null, totp_last_step: null });
    await setRecoveryCodes(trx, operatorId, [], now);
    await removeAccess(trx, operatorId);
  });
}
