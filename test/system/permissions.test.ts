import { AuditPage, ROUTE_ACTS } from "@muster/shared/audit.ts";
import {
  EVENT_PERMISSIONS,
  may,
  PERMISSIONS,
  ROLES,
  ROUTE_PERMISSIONS,
  type Role,
} from "@muster/shared/permissions.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newFolder, removeFolder, type ServerProgram, startServer } from "../support/programs.ts";
import { signIn, type Viewer } from "../support/viewer.ts";

let server: ServerProgram;
/** Every route that the server describes, as the permission table names it. */
let routes: string[];
const viewers = new Map<Role, Viewer>();
/** Stays signed in when all the others have signed out. */
let lastReader: Viewer;

/** Routes that are not described, since they are no part of the interface for programs. */
const UNDESCRIBED = [
  "GET /",
  "GET /*",
  "GET /api/openapi.json",
  "GET /health/live",
  "GET /health/ready",
  "GET /metrics",
];

/** What has to be open to those who are not in yet. */
const SIGNING_IN = [
  "POST /api/v1/session",
  "GET /api/v1/sign-in",
  "DELETE /api/v1/sign-in",
  "POST /api/v1/sign-in/second-factor",
  "POST /api/v1/sign-in/password-strength",
  "POST /api/v1/sign-in/setup",
];

beforeAll(async () => {
  server = await startServer({ dataDir: await newFolder() });
  const answer = await fetch(`${server.ready.httpUrl}/api/openapi.json`);
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, unknown>> };
  routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`),
  );
  lastReader = await signIn(server);
  for (const role of ROLES) viewers.set(role, await signIn(server, `a ${role}`, role));
});

afterAll(async () => {
  for (const viewer of [lastReader, ...viewers.values()]) viewer.close();
  await server.stop();
  await removeFolder(server.dataDir);
});

/** The code with which a route answers a role, `ok` when it does what was asked. */
async function answerTo(role: Role, route: string): Promise<string> {
  const [method = "", path = ""] = route.split(" ");
  const hasBody = method === "POST" || method === "PUT";
  const answer = await fetch(`${server.ready.httpUrl}${path.replace(/:\w+/g, "0")}`, {
    method,
    headers: { cookie: viewers.get(role)?.cookie ?? "", ...(hasBody ? { "content-type": "application/json" } : {}) },
    ...(hasBody ? { body: "{}" } : {}),
  });
  const text = await answer.text();
  return answer.ok ? "ok" : String((JSON.parse(text) as { code: unknown }).code);
}

/** The acts and routes under which the log tells of what a role was answered, refused or done. */
async function recordedOf(role: Role): Promise<Set<string>> {
  const recorded = new Set<string>();
  let cursor: string | null = null;
  do {
    const query = `who=${encodeURIComponent(`a ${role}`)}&limit=200${cursor === null ? "" : `&cursor=${cursor}`}`;
    const page: AuditPage = AuditPage.parse(await lastReader.get(`/api/v1/audit?${query}`));
    for (const { act, details } of page.items) {
      recorded.add(act);
      if (typeof details.route === "string") recorded.add(details.route);
    }
    cursor = page.nextCursor;
  } while (cursor !== null);
  return recorded;
}

describe("the permission table", () => {
  it("has a line for every route", () => {
    const missing = routes.filter((route) => !Object.hasOwn(ROUTE_PERMISSIONS, route));
    expect(missing.map((route) => `add to ROUTE_PERMISSIONS in permissions.ts: "${route}": "fleet.read",`)).toEqual([]);
    expect(routes.length).toBeGreaterThan(40);
  });

  it("has no line for a route that is not there", () => {
    const known = [...routes, ...UNDESCRIBED];
    expect(Object.keys(ROUTE_PERMISSIONS).filter((key) => !known.includes(key))).toEqual([]);
  });

  it("lets viewers and auditors change nothing but their own session, and auditors make evidence", () => {
    const changing = Object.entries(ROUTE_PERMISSIONS).filter(([key]) => !key.startsWith("GET "));
    expect(changing.length).toBeGreaterThan(10);
    for (const [key, needed] of changing) {
      if (needed === "public" || needed === "session.own") continue;
      expect([key, may("viewer", needed), may("auditor", needed)]).toEqual([key, false, needed === "evidence.make"]);
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
    expect(open.map(([key]) => key)).toEqual([...UNDESCRIBED, ...SIGNING_IN]);
  });

  it("names every event that dashboards are sent, and lets every role that may watch watch it", () => {
    for (const permission of Object.values(EVENT_PERMISSIONS))
      expect(ROLES.every((role) => may(role, permission))).toBe(true);
  });
});

describe.each(ROLES)("signed in as %s", (role) => {
  it("every route answers or refuses as the table says", async () => {
    // Signing out comes last, since nothing can be asked after it.
    const signOut = "DELETE /api/v1/session";
    const guarded = [...routes.filter((route) => route !== signOut), signOut];
    let asked = 0;
    const gaveNothing = new Set<string>();
    for (const route of guarded) {
      const needed = Object.hasOwn(ROUTE_PERMISSIONS, route) ? ROUTE_PERMISSIONS[route] : undefined;
      if (needed === "public") continue;
      const answer = await answerTo(role, route);
      if (route.startsWith("GET ") && answer === "not_found") gaveNothing.add(route);
      const isRefused = needed === undefined || !may(role, needed);
      expect([route, answer === "role_refused"]).toEqual([route, isRefused]);
      expect([route, answer]).not.toEqual([route, "sign_in_required"]);
      expect([route, answer]).not.toEqual([route, "internal"]);
      asked++;
    }
    expect(asked).toBeGreaterThan(40);
    const recorded = await recordedOf(role);
    const untold = guarded.filter((route) => {
      const line = Object.hasOwn(ROUTE_ACTS, route) ? ROUTE_ACTS[route] : undefined;
      const isPublic = Object.hasOwn(ROUTE_PERMISSIONS, route) && ROUTE_PERMISSIONS[route] === "public";
      const mustTell = !route.startsWith("GET ") || line !== undefined;
      return (
        mustTell &&
        !gaveNothing.has(route) &&
        !isPublic &&
        !line?.isHarmless &&
        !recorded.has(line?.act ?? "") &&
        !recorded.has(route)
      );
    });
    expect(untold).toEqual([]);
  });
});
