import { AuditPage } from "@muster/shared/audit.ts";
import type { SetupDone, SignInAnswer } from "@muster/shared/sign-in.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SERVER_MAIN } from "../../../scripts/child.ts";
import { totpCode } from "../../support/authenticator.ts";
import { newFolder, removeFolder, runCommand, type ServerProgram, startServer } from "../../support/programs.ts";

/* Whoever wants to get in without being let in, against the real server over HTTP. */

const PASSWORD = "nine lanterns over a quiet harbour";
let server: ServerProgram;
let secret: string;
let recoveryCodes: string[];

beforeAll(async () => {
  server = await startServer({ dataDir: await newFolder(), environment: { MUSTER_SIGN_IN_BY_LINK: "false" } });
});
afterAll(async () => {
  await server.stop();
  await removeFolder(server.dataDir);
});

type Answer = { status: number; body: unknown; cookies: string[]; code: string };

async function ask(method: string, path: string, options: { body?: unknown; cookie?: string } = {}): Promise<Answer> {
  const { body, cookie } = options;
  const answer = await fetch(`${server.ready.httpUrl}${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(cookie === undefined ? {} : { cookie }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const parsed: unknown = text === "" ? null : JSON.parse(text);
  const code = answer.ok ? "ok" : String((parsed as { code: unknown }).code);
  return { status: answer.status, body: parsed, cookies: answer.headers.getSetCookie(), code };
}

const cookieIn = ({ cookies }: Answer, name: string): string => {
  const found = cookies.find((cookie) => cookie.startsWith(`${name}=`) && !cookie.startsWith(`${name}=;`));
  if (!found) throw new Error(`no ${name} in ${cookies.join(" | ")}`);
  return found.split(";")[0] ?? "";
};

/** The code of the moment, or the one before it, which is taken as well where no newer one was. */
const codeOf = (moment: "now" | "before") => totpCode(secret, Date.now() - (moment === "now" ? 0 : 30_000));

async function console_(...args: string[]) {
  const done = await runCommand(SERVER_MAIN, args, { MUSTER_DATA_DIR: server.dataDir });
  expect(done).toMatchObject({ code: 0 });
  return done.stdout;
}

const owner = () => new URL(server.ready.signInUrl).hash.slice(1);
let name = "";

it("a link leads to setting up, and what it hands out opens nothing else", async () => {
  const begun = await ask("POST", "/api/v1/session", { body: { token: owner() } });
  const answer = begun.body as Extract<SignInAnswer, { stage: "setup" }>;
  expect(answer).toMatchObject({ stage: "setup", needsPassword: true, isSecondFactorNeeded: true });
  expect(begun.cookies.some((cookie) => cookie.startsWith("muster_session="))).toBe(false);
  const step = cookieIn(begun, "muster_sign_in");
  expect(begun.cookies.join()).toMatch(/HttpOnly; SameSite=Strict/);
  for (const cookie of [step, step.replace("muster_sign_in", "muster_session")]) {
    expect((await ask("GET", "/api/v1/machines", { cookie })).code).toBe("sign_in_required");
  }
  name = answer.operator;
  secret = answer.offer?.secret ?? "";
  const done = await ask("POST", "/api/v1/sign-in/setup", {
    body: { password: PASSWORD, code: codeOf("before") },
    cookie: step,
  });
  recoveryCodes = (done.body as SetupDone).recoveryCodes;
  expect(recoveryCodes).toHaveLength(10);
  expect((await ask("GET", "/api/v1/machines", { cookie: cookieIn(done, "muster_session") })).code).toBe("ok");
  // Neither the link nor the step is good again.
  expect((await ask("POST", "/api/v1/session", { body: { token: owner() } })).code).toBe("sign_in_link_invalid");
  const again = { body: { password: PASSWORD, code: codeOf("now") }, cookie: step };
  expect((await ask("POST", "/api/v1/sign-in/setup", again)).code).toBe("sign_in_over");
});

/** By a recovery code, since an app shows another code only every half minute. */
async function signIn(given: { cookie?: string } = {}): Promise<Answer> {
  const begun = await ask("POST", "/api/v1/session", { body: { name, password: PASSWORD }, ...given });
  expect(begun.code).toBe("ok");
  const cookie = cookieIn(begun, "muster_sign_in");
  return ask("POST", "/api/v1/sign-in/second-factor", { body: { recoveryCode: recoveryCodes.pop() }, cookie });
}

it("a session that was put into a browser before signing in is not the one that comes out", async () => {
  await console_("unlock", "--operator", name);
  const planted = "muster_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
  const entered = await signIn({ cookie: planted });
  expect(cookieIn(entered, "muster_session")).not.toBe(planted);
  expect((await ask("GET", "/api/v1/machines", { cookie: planted })).code).toBe("sign_in_required");
});

it("a cookie that was stolen is worth nothing after signing out", async () => {
  const cookie = cookieIn(await signIn(), "muster_session");
  expect((await ask("GET", "/api/v1/session", { cookie })).code).toBe("ok");
  await ask("DELETE", "/api/v1/session", { cookie });
  expect((await ask("GET", "/api/v1/session", { cookie })).code).toBe("sign_in_required");
});

it("a code seen over a shoulder, and a recovery code used before, open nothing", async () => {
  await restart();
  const step = async () =>
    cookieIn(await ask("POST", "/api/v1/session", { body: { name, password: PASSWORD } }), "muster_sign_in");
  const prove = async (body: unknown) =>
    (await ask("POST", "/api/v1/sign-in/second-factor", { body, cookie: await step() })).code;
  const code = codeOf("now");
  expect(await prove({ code })).toBe("ok");
  expect(await prove({ code })).toBe("sign_in_refused");
  const recoveryCode = recoveryCodes.pop();
  expect(await prove({ recoveryCode })).toBe("ok");
  expect(await prove({ recoveryCode })).toBe("sign_in_refused");
});

/** Attempts per minute are counted in memory: another process begins anew, and what is stored goes on. */
async function restart(): Promise<void> {
  await server.stop();
  server = await startServer({ dataDir: server.dataDir, environment: server.environment });
}

it("guesses at codes and passwords are refused, then locked, then stopped, and the server goes on serving", async () => {
  await restart();
  await console_("unlock", "--operator", name);
  const cookie = cookieIn(
    await ask("POST", "/api/v1/session", { body: { name, password: PASSWORD } }),
    "muster_sign_in",
  );
  const codes: string[] = [];
  for (let guess = 0; guess < 12; guess++) {
    const body = { code: String(guess).padStart(6, "0") };
    codes.push((await ask("POST", "/api/v1/sign-in/second-factor", { body, cookie })).code);
  }
  expect(new Set(codes)).toEqual(new Set(["sign_in_refused", "sign_in_locked", "too_many_requests"]));
  expect(codes.filter((code) => code === "sign_in_refused").length).toBeLessThanOrEqual(6);
  expect((await fetch(`${server.ready.httpUrl}/health/live`)).status).toBe(200);
});

it("neither an unknown name nor a wrong password says which of the two it was", async () => {
  await restart();
  await console_("unlock", "--operator", name);
  const wrong = await ask("POST", "/api/v1/session", { body: { name, password: "not it, not it" } });
  const unknown = await ask("POST", "/api/v1/session", { body: { name: "nobody here", password: "not it, not it" } });
  const { instance: _, ...first } = wrong.body as Record<string, unknown>;
  const { instance: __, ...second } = unknown.body as Record<string, unknown>;
  expect([wrong.status, first]).toEqual([unknown.status, second]);
});

it("all of it stands in the audit log, without a password, a secret or a code", async () => {
  await console_("unlock", "--operator", name);
  const cookie = cookieIn(await signIn(), "muster_session");
  const { items } = AuditPage.parse((await ask("GET", "/api/v1/audit?limit=200", { cookie })).body);
  const told = items.map(({ act, outcome, code }) => [act, outcome, code].join(" "));
  for (const line of [
    "account.setup done ",
    "session.begin done ",
    "session.open done ",
    "session.open refused sign_in_refused",
    "session.open refused sign_in_locked",
    "operators.unlock done ",
  ]) {
    expect(told).toContain(line);
  }
  const text = JSON.stringify(items) + JSON.stringify(server.logged);
  for (const hidden of [PASSWORD, secret, ...recoveryCodes, cookie.split("=")[1] ?? ""])
    expect(text).not.toContain(hidden);
});

it("the console takes a lost phone and a forgotten password away, and what was open ends", async () => {
  await restart();
  const cookie = cookieIn(await signIn(), "muster_session");
  await console_("remove-mfa", "--operator", name);
  expect((await ask("GET", "/api/v1/session", { cookie })).code).toBe("sign_in_required");
  expect((await ask("POST", "/api/v1/session", { body: { name, password: PASSWORD } })).code).toBe(
    "second_factor_missing",
  );
  await console_("reset-password", "--operator", name, "--json");
  expect((await ask("POST", "/api/v1/session", { body: { name, password: PASSWORD } })).code).toBe("sign_in_refused");
  const { url } = JSON.parse(await console_("sign-in-link", "--operator", name, "--json")) as { url: string };
  const begun = await ask("POST", "/api/v1/session", { body: { token: new URL(url).hash.slice(1) } });
  expect(begun.body).toMatchObject({ stage: "setup", needsPassword: true });
});
