import { AppError } from "@muster/shared/errors.ts";
import { Role } from "@muster/shared/permissions.ts";
import type { PasswordStrength, SecondProof, Setup, SetupDone, SignInAnswer } from "@muster/shared/sign-in.ts";
import { findCredential, setCredential } from "../store/credentials.ts";
import type { Db } from "../store/open-store.ts";
import { findOperator, findOperatorNamed, operatorNameKey } from "../store/operators.ts";
import type { OperatorRow } from "../store/schema.ts";
import { removeBegun } from "../store/sessions.ts";
import { removeSignInStep } from "../store/sign-in-steps.ts";
import { useSignInLink } from "../store/tokens.ts";
import type { Attempts } from "./attempts.ts";
import { begin, describeStep, findBegun, passStep } from "./begun-sign-ins.ts";
import type { PasswordJudge } from "./password-strength.ts";
import type { Passwords } from "./passwords.ts";
import type { SecondFactor } from "./second-factor.ts";
import { hashToken } from "./secrets.ts";
import type { Origin, Sessions } from "./sessions.ts";

/** What the settings say about signing in. */
export type SignInRules = {
  needsSecondFactor(role: Role): boolean;
  /** A link opens a session by itself, for those who have set up nothing: for trying out on one PC. */
  opensByLink: boolean;
};

/** What a proof has led to. One of the cookies is there: the session's, or the next step's. */
export type Entered = {
  operator: OperatorRow;
  answer: SignInAnswer;
  sessionCookie: string | null;
  stepCookie: string | null;
};

export type SignIns = ReturnType<typeof createSignIns>;

/** The way in: a first proof, a second one, and what has to be set up before the first session. */
export function createSignIns(options: {
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

  /** Leads on from what was proved: to the second factor, to what is still to set up, or in. */
  async function goOn(
    trx: Db,
    operator: OperatorRow,
    proved: { with: string; hasSecond: boolean },
    origin: Origin,
  ): Promise<Omit<Entered, "answer"> & { stage: "signed-in" | "second-factor" | "setup" }> {
    const credential = await findCredential(trx, operator.id);
    const hasFactor = credential.totp_secret !== null;
    const lacks = credential.password_hash === null || (!hasFactor && needsSecond(operator));
    const stage =
      hasFactor && !proved.hasSecond ? "second-factor" : lacks && !rules.opensByLink ? "setup" : "signed-in";
    if (stage === "signed-in") {
      const sessionCookie = await sessions.open(trx, operator.id, origin, proved.with);
      return { stage, operator, sessionCookie, stepCookie: null };
    }
    const offered = stage === "setup" && !hasFactor ? secondFactor.offer(operator) : null;
    const begun = await begin(trx, { stage, operatorId: operator.id, openedWith: proved.with, offered }, now());
    return { stage, operator, sessionCookie: null, stepCookie: begun.cookie };
  }

  /** After the transaction: what the caller is told. */
  async function told(entered: Omit<Entered, "answer">): Promise<Entered> {
    const { sessionCookie, stepCookie } = entered;
    if (sessionCookie === null) return { ...entered, answer: await step(stepCookie ?? undefined) };
    const session = await sessions.find(sessionCookie);
    if (!session) throw new AppError("sign_in_over");
    return { ...entered, answer: { stage: "signed-in", session } };
  }

  function needsSecond(operator: OperatorRow): boolean {
    return rules.needsSecondFactor(Role.parse(operator.role));
  }

  /** @throws AppError `sign_in_link_invalid` when the token is good no more */
  async function byLink(token: string, origin: Origin): Promise<Entered> {
    const entered = await writer.transaction().execute(async (trx) => {
      const operatorId = await useSignInLink(trx, hashToken(token), now());
      const operator = operatorId === null ? undefined : await findOperator(trx, operatorId);
      if (!operator || operator.disabled_at !== null) return null;
      return goOn(trx, operator, { with: "link", hasSecond: false }, origin);
    });
    if (!entered) throw new AppError("sign_in_link_invalid");
    return told(entered);
  }

  /** @throws AppError `sign_in_refused`, `sign_in_locked`, `sign_in_busy`, `second_factor_missing` */
  async function byPassword(name: string, password: string, origin: Origin): Promise<Entered> {
    const operator = await findOperatorNamed(writer, name);
    const attempt = await attempts.begin(
      { key: operatorNameKey(name), isKnown: operator !== undefined },
      origin.address,
    );
    const hashed = operator && operator.disabled_at === null ? await credentialHash(operator.id) : null;
    const isRight = await passwords.fits(hashed, password);
    if (!operator || hashed === null || !isRight) throw new AppError("sign_in_refused");
    if (passwords.isOutdated(hashed)) {
      await setCredential(writer, operator.id, { password_hash: await passwords.hash(password) });
    }
    const { totp_secret } = await findCredential(writer, operator.id);
    // A factor is set up by a link alone: whoever has found out a password must not choose the second proof as well.
    if (totp_secret === null && needsSecond(operator) && !rules.opensByLink) {
      await attempt.takeBack();
      throw new AppError("second_factor_missing");
    }
    const proved = { with: "password", hasSecond: false };
    const entered = await writer.transaction().execute((trx) => goOn(trx, operator, proved, origin));
    await (entered.stage === "signed-in" ? attempt.succeeded() : attempt.takeBack());
    return told(entered);
  }

  async function credentialHash(operatorId: string): Promise<string | null> {
    return (await findCredential(writer, operatorId)).password_hash;
  }

  /** @throws AppError `sign_in_over`, `sign_in_refused`, `sign_in_locked`, `second_factor_unreadable` */
  async function bySecondFactor(cookie: string | undefined, proof: SecondProof, origin: Origin): Promise<Entered> {
    const begun = await findBegun(writer, cookie, now(), "second-factor");
    const { operator, row } = begun;
    const attempt = await attempts.begin({ key: operator.name_key, isKnown: true }, origin.address);
    const credential = await findCredential(writer, operator.id);
    if (!(await secondFactor.accepts(writer, credential, proof))) throw new AppError("sign_in_refused");
    const openedWith = `${row.opened_with} and ${"code" in proof ? "code" : "recovery code"}`;
    const entered = await writer.transaction().execute(async (trx) => {
      await passStep(trx, begun, now());
      return goOn(trx, operator, { with: openedWith, hasSecond: true }, origin);
    });
    await attempt.succeeded();
    return told(entered);
  }

  /** How far a sign-in has come. @throws AppError `sign_in_over` */
  async function step(cookie: string | undefined): Promise<SignInAnswer> {
    const begun = await findBegun(writer, cookie, now());
    const credential = await findCredential(writer, begun.operator.id);
    return describeStep(begun, credential, { secondFactor, isSecondFactorNeeded: needsSecond(begun.operator) });
  }

  /** @throws AppError `sign_in_over`, `sign_in_busy` */
  async function passwordStrength(cookie: string | undefined, password: string): Promise<PasswordStrength> {
    const { operator } = await findBegun(writer, cookie, now(), "setup");
    return passwordJudge.judge(password, operator.name);
  }

  /**
   * Takes all that was set up at once, and lets in.
   * @throws AppError `sign_in_over`, `password_weak`, `code_wrong`, `second_factor_needed`
   */
  async function setUp(
    cookie: string | undefined,
    { password, code }: Setup,
    origin: Origin,
  ): Promise<{ operator: OperatorRow; done: SetupDone; sessionCookie: string }> {
    const begun = await findBegun(writer, cookie, now(), "setup");
    const { operator, row } = begun;
    if (row.offered_secret !== null && code === undefined && needsSecond(operator)) {
      throw new AppError("second_factor_needed");
    }
    const strength = password === undefined ? null : await passwordJudge.judge(password, operator.name);
    if (strength?.isAccepted === false) throw new AppError("password_weak", strength.warning ?? undefined);
    const hashed = password === undefined ? undefined : await passwords.hash(password);
    const { recoveryCodes, sessionCookie } = await writer.transaction().execute(async (trx) => {
      await passStep(trx, begun, now());
      const credential = await findCredential(trx, operator.id);
      if (credential.password_hash === null && hashed === undefined) {
        throw new AppError("input_invalid", "password: expected one, since there is none yet");
      }
      // A password that stands is changed by whoever knows it, not by whoever holds a link.
      if (credential.password_hash === null) {
        await setCredential(trx, operator.id, { password_hash: hashed ?? null, password_set_at: now() });
      }
      const offered = row.offered_secret;
      const isTaken = offered !== null && code !== undefined;
      const codes = isTaken ? await secondFactor.take(trx, operator.id, offered, code) : [];
      await removeBegun(trx, operator.id);
      return {
        recoveryCodes: codes,
        sessionCookie: await sessions.open(trx, operator.id, origin, `${row.opened_with}, then set up`),
      };
    });
    const session = await sessions.find(sessionCookie);
    if (!session) throw new AppError("sign_in_over");
    return { operator, sessionCookie, done: { session, recoveryCodes } };
  }

  /** Forgets a sign-in that was begun. */
  async function cancel(cookie: string): Promise<void> {
    await removeSignInStep(writer, hashToken(cookie));
  }

  return { byLink, byPassword, bySecondFactor, step, passwordStrength, setUp, cancel };
}
