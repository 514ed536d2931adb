import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { may, PERMISSIONS, ROLES, ROUTE_PERMISSIONS, type Role } from "@muster/shared/permissions.ts";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createOperator } from "../../packages/server/src/auth/operators.ts";
import { createSessions, SESSION_COOKIE } from "../../packages/server/src/auth/sessions.ts";
import { EXAMPLE_POLICY_FILE } from "../../packages/server/src/config.ts";
import { createHttp, type Http } from "../../packages/server/src/http/create-http.ts";
import { ensureCertificates } from "../../packages/server/src/ops/certificates.ts";
import { parsePolicy } from "../../packages/server/src/policy/parse-policy.ts";
import { createRehearsals } from "../../packages/server/src/rehearsal/rehearsals.ts";
import { openStore, type Store } from "../../packages/server/src/store/open-store.ts";
import { newFolder, removeFolder } from "../support/programs.ts";

/* The HTTP interface with its real store and sessions; only what starts machines moving is left out. */

let folder: string;
let store: Store;
let http: Http;
let origin: string;
const cookies = new Map<Role, string>();

beforeAll(async () => {
  folder = await newFolder();
  const file = join(folder, "muster.db");
  store = await openStore({ file, binding: "auto" });
  const now = Date.now;
  const sessions = createSessions({ store, now });
  const policy = {
    version: 1,
    appliedAt: 0,
    policy: parsePolicy(readFileSync(EXAMPLE_POLICY_FILE, "utf8"), "default"),
  };
  const quiet = () => {};
  const { key, chain, caFingerprint } = await ensureCertificates(join(folder, "tls"), ["localhost"], now());
  http = await createHttp({
    context: {
      store,
      sessions,
      presence: { isOnline: () => false, count: 0 },
      rehearsals: createRehearsals({
        storeFile: file,
        policy: () => policy,
        digestTo: () => [],
        now,
        newId: randomUUID,
        onError: quiet,
      }),
      now,
      policy: () => policy,
      policyChanged: quiet,
      dueNow: quiet,
      accessChanged: quiet,
      machineRetired: quiet,
      publicAddress: () => "localhost:8443",
      caFingerprint,
      listensBeyondThisMachine: false,
    },
    tls: { key, cert: chain },
    dashboardFolder: join(folder, "no-dashboard"),
    log: pino({ level: "silent" }),
  });
  http.plain.listen(0, "127.0.0.1");
  await once(http.plain, "listening");
  origin = `http://127.0.0.1:${(http.plain.address() as AddressInfo).port}`;
  for (const role of ROLES) {
    const operator = await createOperator(
      store.writer,
      { name: `a ${role}`, role },
      { by: "test", now: now(), newId: randomUUID },
    );
    const { token } = await sessions.newSignInToken(operator.id);
    cookies.set(role, (await sessions.signIn(token, "127.0.0.1"))?.cookie ?? "");
  }
});

afterAll(async () => {
  await http.close();
  await store.close();
  await removeFolder(folder);
});

/** The code with which a route answers a role, `ok` when it does what was asked. */
async function answerTo(role: Role, route: string): Promise<string> {
  const [method = "", path = ""] = route.split(" ");
  const answer = await fetch(`${origin}${path.replace(/:\w+/g, "0")}`, {
    method,
    headers: { cookie: `${SESSION_COOKIE}=${cookies.get(role)}`, "content-type": "application/json" },
    ...(method === "GET" || method === "DELETE" ? {} : { body: "{}" }),
  });
  const text = await answer.text();
  return answer.ok ? "ok" : String((JSON.parse(text) as { code: unknown }).code);
}

describe("the permission table", () => {
  it("has a line for every route", () => {
    const known = Object.keys(ROUTE_PERMISSIONS);
    const missing = http.routes.filter((route) => !known.includes(route));
    const lines = missing.map((route) => `add to ROUTE_PERMISSIONS in permissions.ts: "${route}": "fleet.read",`);
    expect(lines).toEqual([]);
  });

  it("has no line for a route that is not there", () => {
    // Without a built dashboard there are no files to serve.
    const files = ["GET /", "GET /*"];
    const dead = Object.keys(ROUTE_PERMISSIONS).filter((key) => !http.routes.includes(key) && !files.includes(key));
    expect(dead).toEqual([]);
  });

  it("lets viewers and auditors change nothing but their own session", () => {
    const changing = Object.entries(ROUTE_PERMISSIONS).filter(([key]) => !key.startsWith("GET "));
    expect(changing.length).toBeGreaterThan(10);
    for (const [key, needed] of changing) {
      if (needed === "public" || needed === "session.own") continue;
      expect([key, may("viewer", needed), may("auditor", needed)]).toEqual([key, false, false]);
    }
  });

  it("lets the owner do all, and nobody else decide about operators", () => {
    for (const permission of Object.keys(PERMISSIONS) as (keyof typeof PERMISSIONS)[]) {
      expect([permission, may("owner", permission)]).toEqual([permission, true]);
    }
    expect(ROLES.filter((role) => may(role, "operators.change"))).toEqual(["owner"]);
  });

  it("leaves open without a session only what signs in and what holds nothing", () => {
    const open = Object.entries(ROUTE_PERMISSIONS).filter(([, needed]) => needed === "public");
    expect(open.map(([key]) => key)).toEqual(["GET /", "GET /*", "GET /api/openapi.json", "POST /api/v1/session"]);
  });
});

describe.each(ROLES)("signed in as %s", (role) => {
  it("every route answers or refuses as the table says", async () => {
    // Signing out comes last, since nothing can be asked after it.
    const guarded = http.routes.filter((route) => route !== "DELETE /api/v1/session").concat("DELETE /api/v1/session");
    let asked = 0;
    for (const route of guarded) {
      const needed = Object.hasOwn(ROUTE_PERMISSIONS, route) ? ROUTE_PERMISSIONS[route] : undefined;
      if (needed === "public") continue;
      const answer = await answerTo(role, route);
      const isRefused = needed === undefined || !may(role, needed);
      expect([route, answer === "role_refused"]).toEqual([route, isRefused]);
      expect([route, answer]).not.toEqual([route, "sign_in_required"]);
      expect([route, answer]).not.toEqual([route, "internal"]);
      asked++;
    }
    expect(asked).toBeGreaterThan(25);
  });
});
