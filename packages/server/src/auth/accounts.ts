import type { Account, PasswordChange } from "@muster/shared/account.ts";
import { AppError } from "@muster/shared/errors.ts";
import type { Confirmation, PasswordStrength, SecondFactorOffer, Session } from "@muster/shared/sign-in.ts";
import { toInstant } from "@muster/shared/text.ts";
import { countRecoveryCodes, findCredential, setCredential, setRecoveryCodes } from "../store/credentials.ts";
import type { Db } from "../store/open-store.ts";
import { operatorNameKey } from "../store/operators.ts";
import { endSessionsOf, findOfferInSession, offerInSession, removeBegun } from "../store/sessions.ts";
import type { Attempts } from "./attempts.ts";
import type { PasswordJudge } from "./password-strength.ts";
import type { Passwords } from "./passwords.ts";
import type { SecondFactor } from "./second-factor.ts";
import type { Origin, Sessions } from "./sessions.ts";
import type { SignInRules } from "./sign-in.ts";

/** Somebody who is signed in, with the cookie that says so and where it came from. */
export type Present = { session: Session; cookie: string; origin: Origin };

export type Accounts = ReturnType<typeof createAccounts>;

/** What operators do with their own account. Whatever changes a proof gives the session another token and ends the others. */
export function createAccounts(options: {
  writer: Db;
  sessions: Sessions;
  attempts: Attempts;
  passwords: Passwords;
  passwordJudge: PasswordJudge;
  secondFactor: SecondFactor;
  rules: SignInRules;
  now: () => number;
}) {
  const { writer, sessions, attempts, passwords, passwordJudge, secondFactor, rules, now } = options;

  async function describe({ id, operatorId, role }: Session): Promise<Account> {
    const credential = await findCredential(writer, operatorId);
    const rows = await sessions.list(operatorId);
    return {
      passwordSetAt: instantOf(credential.password_set_at),
      secondFactorSetAt: instantOf(credential.totp_set_at),
      isSecondFactorNeeded: rules.needsSecondFactor(role),
      recoveryCodesLeft: await countRecoveryCodes(writer, operatorId),
      sessions: rows.map((row) => ({
        id: row.id,
        signedInAt: toInstant(Number(row.created_at)),
        lastUsedAt: toInstant(Number(row.last_used_at)),
        expiresAt: toInstant(Number(row.expires_at)),
        address: row.address,
        agent: row.agent,
        openedWith: row.opened_with,
        isThis: row.id === id,
      })),
    };
  }

  /** @throws AppError `sign_in_required` when the session has ended meanwhile */
  async function renew(db: Db, { cookie }: Present, isConfirmed: boolean): Promise<string> {
    const renewed = await sessions.renew(db, cookie, { isConfirmed });
    if (renewed === null) throw new AppError("sign_in_required");
    return renewed;
  }

  /** Ends whatever else is open or could be opened under proofs that are changed now. */
  async function startAnew(trx: Db, present: Present): Promise<string> {
    const { operatorId, id } = present.session;
    await removeBegun(trx, operatorId);
    await endSessionsOf(trx, operatorId, { but: id });
    return renew(trx, present, true);
  }

  /**
   * Proves once more who is there; returns the session's new cookie.
   * @throws AppError `sign_in_refused`, `sign_in_locked`, `sign_in_busy`
   */
  async function confirm(present: Present, proof: Confirmation): Promise<string> {
    const { operatorId, operator } = present.session;
    const attempt = await attempts.begin({ key: operatorNameKey(operator), isKnown: true }, present.origin.address);
    const credential = await findCredential(writer, operatorId);
    const isGood =
      "password" in proof
        ? await passwords.fits(credential.password_hash, proof.password)
        : await secondFactor.accepts(writer, credential, proof);
    if (!isGood) throw new AppError("sign_in_refused");
    await attempt.succeeded();
    return renew(writer, present, true);
  }

  /**
   * Sets another password, or the first one.
   * @throws AppError `password_wrong`, `password_weak`, `sign_in_locked`, `sign_in_busy`, `confirmation_needed`
   */
  async function changePassword(present: Present, { current, password }: PasswordChange): Promise<string> {
    const { operatorId, operator } = present.session;
    const { password_hash } = await findCredential(writer, operatorId);
    if (password_hash !== null) {
      const attempt = await attempts.begin({ key: operatorNameKey(operator), isKnown: true }, present.origin.address);
      if (!(await passwords.fits(password_hash, current ?? ""))) throw new AppError("password_wrong");
      await attempt.succeeded();
    } else if (!present.session.isConfirmed) throw new AppError("confirmation_needed");
    const strength = await passwordJudge.judge(password, operator);
    if (!strength.isAccepted) throw new AppError("password_weak", strength.warning ?? undefined);
    const hashed = await passwords.hash(password);
    return writer.transaction().execute(async (trx) => {
      const before = await findCredential(trx, operatorId);
      // Of two who change it at once from the same password, the second has not proved to know the one in force.
      if (before.password_hash !== password_hash) throw new AppError("password_wrong");
      await setCredential(trx, operatorId, { password_hash: hashed, password_set_at: now() });
      return startAnew(trx, present);
    });
  }

  /** Offers a secret for an authenticator app; nothing changes until a code proves that it was taken. */
  async function offerSecondFactor({ session }: Present): Promise<SecondFactorOffer> {
    const person = { id: session.operatorId, name: session.operator };
    const sealed = secondFactor.offer(person);
    await offerInSession(writer, session.id, sealed);
    return secondFactor.describeOffer(sealed, person);
  }

  /** @throws AppError `code_wrong`, `sign_in_over` when nothing was offered */
  async function takeSecondFactor(present: Present, code: string): Promise<{ codes: string[]; sessionCookie: string }> {
    const { id, operatorId } = present.session;
    return writer.transaction().execute(async (trx) => {
      const sealed = await findOfferInSession(trx, id);
      if (sealed === null) throw new AppError("sign_in_over");
      const codes = await secondFactor.take(trx, operatorId, sealed, code);
      await offerInSession(trx, id, null);
      return { codes, sessionCookie: await startAnew(trx, present) };
    });
  }

  /** @throws AppError `second_factor_needed` */
  async function removeSecondFactor(present: Present): Promise<string> {
    const { role, operatorId } = present.session;
    if (rules.needsSecondFactor(role)) throw new AppError("second_factor_needed");
    return writer.transaction().execute(async (trx) => {
      await setCredential(trx, operatorId, { totp_secret: null, totp_set_at: null, totp_last_step: null });
      await setRecoveryCodes(trx, operatorId, [], now());
      return startAnew(trx, present);
    });
  }

  /** @throws AppError `second_factor_needed` where there is no second factor that they could stand for */
  async function renewRecoveryCodes({ session }: Present): Promise<string[]> {
    return writer.transaction().execute(async (trx) => {
      const { totp_secret } = await findCredential(trx, session.operatorId);
      if (totp_secret === null) throw new AppError("second_factor_needed");
      return secondFactor.renewCodes(trx, session.operatorId);
    });
  }

  return {
    describe,
    confirm,
    changePassword,
    passwordStrength: (session: Session, password: string): Promise<PasswordStrength> =>
      passwordJudge.judge(password, session.operator),
    offerSecondFactor,
    takeSecondFactor,
    removeSecondFactor,
    renewRecoveryCodes,
  };
}

function instantOf(at: number | null): string | null {
  return at === null ? null : toInstant(Number(at));
}
