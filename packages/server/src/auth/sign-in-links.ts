import { AppError } from "@muster/shared/errors.ts";
import type { Db } from "../store/open-store.ts";
import { findOperator } from "../store/operators.ts";
import { forgetEnded } from "../store/sessions.ts";
import { saveSignInLink } from "../store/tokens.ts";
import { hashToken, newToken } from "./secrets.ts";

/** A sign-in link is printed to be clicked at once. */
const LINK_LIFE_MS = 60 * 60 * 1000;

/**
 * Makes a link's token, good once and for an hour (or as long as said), for an operator.
 * @throws AppError `operator_disabled`
 */
export async function newSignInToken(
  db: Db,
  operatorId: string,
  { now, lifeMs = LINK_LIFE_MS }: { now: number; lifeMs?: number },
): Promise<{ token: string; expiresAt: number }> {
  const operator = await findOperator(db, operatorId);
  if (!operator || operator.disabled_at !== null) throw new AppError("operator_disabled");
  const token = newToken();
  const expiresAt = now + lifeMs;
  await forgetEnded(db, now);
  const row = { token_hash: hashToken(token), operator_id: operatorId, created_at: now, expires_at: expiresAt };
  await saveSignInLink(db, { ...row, used_at: null });
  return { token, expiresAt };
}
