import { Readable } from "node:stream";
import { AUDIT_ACTS, ROUTE_ACTS } from "@muster/shared/audit.ts";
import { ROUTE_PERMISSIONS } from "@muster/shared/permissions.ts";
import fastify, { type FastifyInstance } from "fastify";
import { expect, test } from "vitest";
import type { Audited } from "../audit/happening.ts";
import { noteForAudit, registerAudit } from "./audit-hook.ts";
import { HttpProblem, registerProblems } from "./problems.ts";

/** An interface with the routes of the tests, and what it has recorded. */
async function withRoutes(record: (audited: Audited) => Promise<void>): Promise<FastifyInstance> {
  const app = fastify();
  app.decorateRequest("operatorSession", null);
  registerProblems(app);
  registerAudit(app, { record, flush: async () => {} });
  app.post("/api/v1/operators", async (request, reply) => {
    noteForAudit(request, { subject: "nora", before: null, after: { role: "viewer" } });
    return reply.header("set-cookie", "muster_session=secret").code(201).send({});
  });
  app.post("/api/v1/unheard-of", async () => ({ ok: true }));
  app.post("/api/v1/policy/check", async () => ({ faults: [] }));
  app.get("/api/v1/machines", async () => ({ items: [] }));
  app.get("/api/v1/machines.csv", async (_, reply) =>
    reply
      .header("content-disposition", "attachment")
      .type("text/csv")
      .send(Readable.from(["a,b"])),
  );
  app.get("/api/v1/summary", async () => {
    throw new HttpProblem("role_refused");
  });
  app.put("/api/v1/policy", async () => {
    throw new HttpProblem("policy_overtaken");
  });
  await app.ready();
  return app;
}

async function recording(): Promise<{ app: FastifyInstance; recorded: Audited[] }> {
  const recorded: Audited[] = [];
  return { app: await withRoutes(async (audited) => void recorded.push(audited)), recorded };
}

const fails = () => withRoutes(() => Promise.reject(new Error("SQLITE_FULL: database or disk is full")));

test("every changing route and every export of the permission table has a name for the log", () => {
  const named = Object.keys(ROUTE_PERMISSIONS).filter((key) => !key.startsWith("GET ") || /\.(csv|json)$/.test(key));
  const missing = named.filter((key) => key !== "GET /api/openapi.json" && !Object.hasOwn(ROUTE_ACTS, key));
  expect(missing.map((key) => `add to ROUTE_ACTS in audit.ts: "${key}": { act: … },`)).toEqual([]);
  expect(Object.keys(ROUTE_ACTS).filter((key) => !Object.hasOwn(ROUTE_PERMISSIONS, key))).toEqual([]);
  expect(named.length).toBeGreaterThan(25);
});

test("no field is kept whose name speaks of a secret", () => {
  const kept = Object.values(ROUTE_ACTS).flatMap((line) => line.keeps ?? []);
  expect(kept.filter((name) => /token|password|secret|key|url|target|code|document/i.test(name))).toEqual([]);
  expect(Object.keys(AUDIT_ACTS).length).toBeGreaterThan(25);
});

test("a change is recorded with the fields that may be kept, and with none of the others", async () => {
  const { app, recorded } = await recording();
  const body = { name: "nora", role: "viewer", password: "hunter2", token: "t" };
  await app.inject({ method: "POST", url: "/api/v1/operators", body, remoteAddress: "192.0.2.9" });
  expect(recorded).toEqual([
    {
      act: "operators.add",
      outcome: "done",
      via: "http",
      who: null,
      address: "192.0.2.9",
      code: undefined,
      subject: "nora",
      details: { asked: { name: "nora", role: "viewer" }, before: null, after: { role: "viewer" } },
    },
  ]);
});

test("a changing route that has no name yet is recorded all the same", async () => {
  const { app, recorded } = await recording();
  await app.inject({ method: "POST", url: "/api/v1/unheard-of" });
  expect(recorded).toMatchObject([{ act: "other.change", details: { route: "POST /api/v1/unheard-of" } }]);
});

test("reading and checking leave no entry; an export and every refusal do", async () => {
  const { app, recorded } = await recording();
  await app.inject({ method: "GET", url: "/api/v1/machines" });
  await app.inject({ method: "POST", url: "/api/v1/policy/check", body: {} });
  await app.inject({ method: "POST", url: "/nothing/here" });
  expect(recorded).toEqual([]);
  await app.inject({ method: "GET", url: "/api/v1/machines.csv?site=Ulm" });
  await app.inject({ method: "GET", url: "/api/v1/summary" });
  await app.inject({ method: "PUT", url: "/api/v1/policy" });
  await app.inject({
    method: "POST",
    url: "/api/v1/policy/check",
    payload: "{",
    headers: { "content-type": "application/json" },
  });
  expect(recorded.map(({ act, outcome, code }) => [act, outcome, code])).toEqual([
    ["machines.export", "done", undefined],
    ["other.read", "refused", "role_refused"],
    ["policy.change", "refused", "policy_overtaken"],
    ["policy.rehearse", "refused", "input_invalid"],
  ]);
  expect(recorded[0]?.details).toEqual({ asked: { site: "Ulm" } });
});

test("what cannot be recorded is not answered: no session, no list, and a code that says what to do", async () => {
  const app = await fails();
  for (const [method, url] of [
    ["POST", "/api/v1/operators"],
    ["GET", "/api/v1/machines.csv"],
    ["GET", "/api/v1/summary"],
  ] as const) {
    const answer = await app.inject({ method, url });
    expect([url, answer.statusCode, answer.json().code]).toEqual([url, 503, "audit_unwritten"]);
    expect(answer.headers["set-cookie"]).toBeUndefined();
    expect(answer.headers["content-disposition"]).toBeUndefined();
  }
  expect((await app.inject({ method: "GET", url: "/api/v1/machines" })).statusCode).toBe(200);
});
