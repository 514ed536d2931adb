import { AppError } from "@muster/shared/errors.ts";
import { Role } from "@muster/shared/permissions.ts";
import type { SignInAnswer } from "@muster/shared/sign-in.ts";
import { toInstant } from "@muster/shared/text.ts";
import type { CredentialRow, SignInStepRow } from "../store/auth-tables.ts";
import type { Db } from "../store/open-store.ts";
import { findOperator } from "../store/operators.ts";
import type { OperatorRow } from "../store/schema.ts";
import { findSignInStep, saveSignInStep, takeSignInStep } from "../store/sign-in-steps.ts";
import type { SecondFactor } from "./second-factor.ts";
import { hashToken, newToken } from "./secrets.ts";

export type Stage = "second-factor" | "setup";
export type BegunSignIn = { row: SignInStepRow; operator: OperatorRow };

/** A code is at hand; choosing a password and finding an app for the phone takes longer. */
const LIFE_MS: Record<Stage, number> = { "second-factor": 10 * 60_000, setup: 60 * 60_000 };

/** The cookie of a sign-in that has begun. It opens nothing but the next step. */
export const SIGN_IN_COOKIE = "muster_sign_in";

/** Notes that somebody has proved something, under a token of its own. */
export async function begin(
  trx: Db,
  step: { stage: Stage; operatorId: string; openedWith: string; offered: string | null },
  now: number,
): Promise<{ cookie: string; row: SignInStepRow }> {
  const cookie = newToken();
  const row: SignInStepRow = {
    token_hash: hashToken(cookie),
    operator_id: step.operatorId,
    stage: step.stage,
    opened_with: step.openedWith,
    created_at: now,
    expires_at: now + LIFE_MS[step.stage],
    offered_secret: step.offered,
  };
  await saveSignInStep(trx, row);
  return { cookie, row };
}

/**
 * The sign-in behind a cookie, at the stage that is asked for.
 * @throws AppError `sign_in_over`
 */
export async function findBegun(db: Db, cookie: string | undefined, now: number, stage?: Stage): Promise<BegunSignIn> {
  const row = cookie ? await findSignInStep(db, hashToken(cookie), now) : undefined;
  const operator = row && (await findOperator(db, row.operator_id));
  if (!row || !operator || operator.disabled_at !== null) throw new AppError("sign_in_over");
  if (stage !== undefined && row.stage !== stage) throw new AppError("sign_in_over");
  return { row, operator };
}

/**
 * Ends a step in the transaction of what comes after it; of two who send it at once, one goes on.
 * @throws AppError `sign_in_over`
 */
export async function passStep(trx: Db, { row }: BegunSignIn, now: number): Promise<void> {
  if (!(await takeSignInStep(trx, row.token_hash, now))) throw new AppError("sign_in_over");
}

export function describeStep(
  { row, operator }: BegunSignIn,
  credential: CredentialRow,
  context: { secondFactor: SecondFactor; isSecondFactorNeeded: boolean },
): SignInAnswer {
  const expiresAt = toInstant(Number(row.expires_at));
  if (row.stage === "second-factor") return { stage: "second-factor", operator: operator.name, expiresAt };
  return {
    stage: "setup",
    operator: operator.name,
    role: Role.parse(operator.role),
    expiresAt,
    needsPassword: credential.password_hash === null,
    offer: row.offered_secret === null ? null : context.secondFactor.describeOffer(row.offered_secret, operator),
    isSecondFactorNeeded: context.isSecondFactorNeeded,
  };
}
