import { randomBytes } from "node:crypto";
import type { Role } from "@muster/shared/permissions.ts";
import { describe, expect, it } from "vitest";
import { createAccounts } from "../../packages/server/src/auth/accounts.ts";
import { createAttempts, unlockName } from "../../packages/server/src/auth/attempts.ts";
import { createOperator } from "../../packages/server/src/auth/operators.ts";
import { createPasswordJudge } from "../../packages/server/src/auth/password-strength.ts";
import { createPasswords } from "../../packages/server/src/auth/passwords.ts";
import { removeSecondFactor, resetPassword } from "../../packages/server/src/auth/reset-credentials.ts";
import { createSecondFactor } from "../../packages/server/src/auth/second-factor.ts";
import { createSessions } from "../../packages/server/src/auth/sessions.ts";
import { createSignIns, type Entered } from "../../packages/server/src/auth/sign-in.ts";
import { newSignInToken } from "../../packages/server/src/auth/sign-in-links.ts";
import type { Store } from "../../packages/server/src/store/open-store.ts";
import { createSeal } from "../../packages/server/src/store/seal.ts";
import { totpCode } from "../support/authenticator.ts";
import { STORES, withNewStore } from "./stores.ts";

const PASSWORD = "nine lanterns over a quiet harbour";
const MINUTE = 60_000;
const HERE = { address: "192.0.2.7", agent: "test" };

/** The way in as the server joins it, with a clock of its own. */
async function house(store: Store, role: Role = "admin", opensByLink = false) {
  const clock = { now: Date.UTC(2026, 10, 24, 9) };
  const now = () => clock.now;
  let ids = 0;
  const newId = () => `id-${++ids}`;
  const sessions = createSessions({ store, now, newId });
  const passwordJudge = createPasswordJudge();
  const shared = {
    writer: store.writer,
    sessions,
    attempts: createAttempts({ writer: store.writer, now }),
    passwords: await createPasswords(),
    passwordJudge,
    secondFactor: createSecondFactor({ seal: createSeal(randomBytes(32)), now, randomBytes }),
    rules: { needsSecondFactor: () => true, opensByLink },
    now,
  };
  const anna = await createOperator(store.writer, { name: "Anna", role }, { by: "test", now: now(), newId });
  const signIns = createSignIns(shared);
  const accounts = createAccounts(shared);
  const link = async () => (await newSignInToken(store.writer, anna.id, { now: now() })).token;
  /** Comes in by a link for the first time. */
  const setUp = async () => {
    const begun = await signIns.byLink(await link(), HERE);
    if (begun.answer.stage !== "setup") throw new Error(begun.answer.stage);
    const secret = begun.answer.offer?.secret ?? "";
    const code = totpCode(secret, now());
    const { done, sessionCookie } = await signIns.setUp(begun.stepCookie ?? "", { password: PASSWORD, code }, HERE);
    return { secret, codes: done.recoveryCodes, sessionCookie };
  };
  /** Each code is good once: the next one comes half a minute later. */
  const nextCode = (secret: string) => {
    clock.now += 30_000;
    return totpCode(secret, clock.now);
  };
  return { clock, sessions, signIns, accounts, anna, link, setUp, nextCode, stop: passwordJudge.stop };
}
type House = Awaited<ReturnType<typeof house>>;

const stepOf = ({ stepCookie }: Entered): string => stepCookie ?? "";

async function within(binding: (typeof STORES)[number], act: (at: House, store: Store) => Promise<void>, role?: Role) {
  await withNewStore(binding, async (store) => {
    const at = await house(store, role);
    try {
      await act(at, store);
    } finally {
      await at.stop();
    }
  });
}

describe.each(STORES)("signing in on %s", (binding) => {
  it("goes from a link to what is set up, and from then on by password and code", async () => {
    await within(binding, async ({ signIns, sessions, setUp, nextCode }) => {
      const { secret, codes, sessionCookie } = await setUp();
      expect(codes).toHaveLength(10);
      expect(await sessions.find(sessionCookie)).toMatchObject({ operator: "Anna", isConfirmed: true });
      const begun = await signIns.byPassword("anna", PASSWORD, HERE);
      expect([begun.answer.stage, begun.sessionCookie]).toEqual(["second-factor", null]);
      expect(await sessions.find(stepOf(begun))).toBeNull();
      const entered = await signIns.bySecondFactor(stepOf(begun), { code: nextCode(secret) }, HERE);
      expect(await sessions.find(entered.sessionCookie ?? "")).toMatchObject({ operator: "Anna" });
      expect(entered.sessionCookie).not.toBe(begun.stepCookie);
    });
  });

  it("asks for the second factor by a link, too", async () => {
    await within(binding, async ({ signIns, setUp, link }) => {
      await setUp();
      expect((await signIns.byLink(await link(), HERE)).answer.stage).toBe("second-factor");
    });
  });

  it("lets nobody in without what the role needs, and no password choose the second factor", async () => {
    await within(binding, async ({ signIns, setUp, anna }, { writer }) => {
      await setUp();
      await removeSecondFactor(writer, anna.id, 0);
      await expect(signIns.byPassword("Anna", PASSWORD, HERE)).rejects.toMatchObject({ code: "second_factor_missing" });
    });
  });

  it("takes no weak password, no short one, and none without the code", async () => {
    await within(binding, async ({ signIns, link, clock }) => {
      const begun = await signIns.byLink(await link(), HERE);
      if (begun.answer.stage !== "setup") throw new Error(begun.answer.stage);
      const code = totpCode(begun.answer.offer?.secret ?? "", clock.now);
      const setUp = (setup: { password?: string; code?: string }) => signIns.setUp(stepOf(begun), setup, HERE);
      await expect(setUp({ password: "Anna Anna Anna", code })).rejects.toMatchObject({ code: "password_weak" });
      await expect(setUp({ password: "passwordpassword", code })).rejects.toMatchObject({ code: "password_weak" });
      await expect(setUp({ password: PASSWORD })).rejects.toMatchObject({ code: "second_factor_needed" });
      await expect(setUp({ code })).rejects.toMatchObject({ code: "input_invalid" });
      await expect(setUp({ password: PASSWORD, code: "000000" })).rejects.toMatchObject({ code: "code_wrong" });
      expect((await setUp({ password: PASSWORD, code })).done.session.operator).toBe("Anna");
      await expect(setUp({ password: PASSWORD, code })).rejects.toMatchObject({ code: "sign_in_over" });
    });
  });

  it("takes a code once, also of two who send it at the same instant", async () => {
    await within(binding, async ({ signIns, setUp, nextCode }) => {
      const { secret } = await setUp();
      const begin = async () => stepOf(await signIns.byPassword("Anna", PASSWORD, HERE));
      const code = nextCode(secret);
      const [one, other] = [await begin(), await begin()];
      const both = await Promise.allSettled(
        [one, other].map((cookie) => signIns.bySecondFactor(cookie, { code }, HERE)),
      );
      expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      await expect(signIns.bySecondFactor(await begin(), { code }, HERE)).rejects.toMatchObject({
        code: "sign_in_refused",
      });
    });
  });

  it("takes each recovery code once, and none of another person's", async () => {
    await within(binding, async ({ signIns, setUp }) => {
      const { codes } = await setUp();
      const prove = async (recoveryCode: string) =>
        signIns.bySecondFactor(stepOf(await signIns.byPassword("Anna", PASSWORD, HERE)), { recoveryCode }, HERE);
      const [first = "", second = ""] = codes;
      expect((await prove(first)).answer.stage).toBe("signed-in");
      await expect(prove(first)).rejects.toMatchObject({ code: "sign_in_refused" });
      // As people type them.
      expect((await prove(second.toUpperCase().replaceAll("-", " "))).answer.stage).toBe("signed-in");
    });
  });

  it("locks a name that is guessed at, for longer and longer, whether somebody is called so or not", async () => {
    await within(binding, async ({ signIns, setUp, clock }, { writer }) => {
      await setUp();
      const codeFor = (name: string) =>
        signIns.byPassword(name, "wrong", HERE).then(
          () => "in",
          (error: { code: string }) => error.code,
        );
      for (const name of ["Anna", "Nobody"]) {
        const said: string[] = [];
        for (let count = 0; count < 8; count++) said.push(await codeFor(name));
        expect([name, said]).toEqual([name, [...Array(6).fill("sign_in_refused"), "sign_in_locked", "sign_in_locked"]]);
        clock.now += MINUTE;
        expect([name, await codeFor(name)]).toEqual([name, "sign_in_refused"]);
        expect([name, await codeFor(name)]).toEqual([name, "sign_in_locked"]);
      }
      expect(await codeFor("Anna")).toBe("sign_in_refused");
      // The right password waits as well: it would tell a guesser that it is right.
      await expect(signIns.byPassword("Anna", PASSWORD, HERE)).rejects.toMatchObject({ code: "sign_in_locked" });
      expect(await unlockName(writer, "anna")).toBe(true);
      expect((await signIns.byPassword("Anna", PASSWORD, HERE)).answer.stage).toBe("second-factor");
    });
  });

  it("counts a thousand guesses at once like a thousand in a row", async () => {
    await within(binding, async ({ signIns, setUp }) => {
      await setUp();
      const guesses = Array.from({ length: 40 }, () => signIns.byPassword("Anna", "wrong", HERE));
      const codes = (await Promise.allSettled(guesses)).map((each) =>
        each.status === "rejected" ? (each.reason as { code: string }).code : "in",
      );
      expect(codes.filter((code) => code === "sign_in_refused")).toHaveLength(6);
      expect(codes.filter((code) => code === "sign_in_locked")).toHaveLength(34);
    });
  });

  it("guesses at codes lock the name as well", async () => {
    await within(binding, async ({ signIns, setUp, clock }) => {
      const { secret } = await setUp();
      const cookie = stepOf(await signIns.byPassword("Anna", PASSWORD, HERE));
      for (let count = 0; count < 6; count++) {
        await expect(signIns.bySecondFactor(cookie, { code: "000000" }, HERE)).rejects.toMatchObject({
          code: "sign_in_refused",
        });
      }
      const code = totpCode(secret, clock.now + 30_000);
      clock.now += 29_000;
      await expect(signIns.bySecondFactor(cookie, { code }, HERE)).rejects.toMatchObject({ code: "sign_in_locked" });
    });
  });

  it("ends what was begun after its time", async () => {
    await within(binding, async ({ signIns, setUp, nextCode, clock }) => {
      const { secret } = await setUp();
      const cookie = stepOf(await signIns.byPassword("Anna", PASSWORD, HERE));
      clock.now += 10 * MINUTE;
      await expect(signIns.bySecondFactor(cookie, { code: nextCode(secret) }, HERE)).rejects.toMatchObject({
        code: "sign_in_over",
      });
    });
  });

  it("ends every other session when a proof changes, and gives this one another cookie", async () => {
    await within(binding, async ({ signIns, accounts, sessions, setUp, nextCode }) => {
      const { secret, sessionCookie } = await setUp();
      const begun = await signIns.byPassword("Anna", PASSWORD, HERE);
      const other = (await signIns.bySecondFactor(stepOf(begun), { code: nextCode(secret) }, HERE)).sessionCookie ?? "";
      const session = await sessions.find(sessionCookie);
      if (!session) throw new Error("no session");
      const present = { session, cookie: sessionCookie, origin: HERE };
      const wrong = { current: "wrong", password: "five kettles under a slow moon" };
      await expect(accounts.changePassword(present, wrong)).rejects.toMatchObject({ code: "password_wrong" });
      const renewed = await accounts.changePassword(present, { ...wrong, current: PASSWORD });
      expect(await sessions.find(sessionCookie)).toBeNull();
      expect(await sessions.find(other)).toBeNull();
      expect(await sessions.find(renewed)).toMatchObject({ id: session.id, isConfirmed: true });
      await expect(signIns.byPassword("Anna", PASSWORD, HERE)).rejects.toMatchObject({ code: "sign_in_refused" });
    });
  });

  it("wants a fresh proof after some minutes, and takes password or code for it", async () => {
    await within(binding, async ({ accounts, sessions, setUp, nextCode, clock }) => {
      const { secret, sessionCookie } = await setUp();
      clock.now += 10 * MINUTE;
      const session = await sessions.find(sessionCookie);
      if (!session) throw new Error("no session");
      expect(session.isConfirmed).toBe(false);
      const present = { session, cookie: sessionCookie, origin: HERE };
      await expect(accounts.confirm(present, { password: "wrong" })).rejects.toMatchObject({ code: "sign_in_refused" });
      const renewed = await accounts.confirm(present, { code: nextCode(secret) });
      expect(await sessions.find(renewed)).toMatchObject({ isConfirmed: true });
      expect(await sessions.find(sessionCookie)).toBeNull();
    });
  });

  it("after the console has taken a password away, only a link leads to another", async () => {
    await within(binding, async ({ signIns, sessions, setUp, anna, link }, { writer }) => {
      const { sessionCookie } = await setUp();
      await resetPassword(writer, anna.id);
      expect(await sessions.find(sessionCookie)).toBeNull();
      await expect(signIns.byPassword("Anna", PASSWORD, HERE)).rejects.toMatchObject({ code: "sign_in_refused" });
      // The second factor stands: the link alone does not choose a new password.
      expect((await signIns.byLink(await link(), HERE)).answer.stage).toBe("second-factor");
    });
  });

  it("keeps neither passwords nor secrets nor codes in the store as they are", async () => {
    await within(binding, async ({ setUp }, { reader }) => {
      const { secret, codes, sessionCookie } = await setUp();
      const tables = ["credential", "recovery_code", "session", "sign_in_step", "sign_in_failure"] as const;
      const kept = JSON.stringify(
        await Promise.all(tables.map((table) => reader.selectFrom(table).selectAll().execute())),
      );
      for (const told of [PASSWORD, secret, sessionCookie, ...codes]) expect(kept).not.toContain(told);
      expect(kept).toContain("$argon2id$");
    });
  });

  it("a link alone opens a session where the settings say so, until something is set up", async () => {
    await withNewStore(binding, async (store) => {
      const at = await house(store, "owner", true);
      const entered = await at.signIns.byLink(await at.link(), HERE);
      expect(entered.answer.stage).toBe("signed-in");
      const session = await at.sessions.find(entered.sessionCookie ?? "");
      if (!session) throw new Error("no session");
      const present = { session, cookie: entered.sessionCookie ?? "", origin: HERE };
      const { secret } = await at.accounts.offerSecondFactor(present);
      await at.accounts.takeSecondFactor(present, totpCode(secret, at.clock.now));
      expect((await at.signIns.byLink(await at.link(), HERE)).answer.stage).toBe("second-factor");
      await at.stop();
    });
  });
});
