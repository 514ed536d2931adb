import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ConflictPage, PolicyVersion, TimelinePage } from "@muster/shared/api.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { EXAMPLE_POLICY_FILE } from "../../packages/server/src/config.ts";
import { outcomes } from "../../packages/server/src/policy/test-situations.ts";
import { SERVER_MAIN } from "../../scripts/child.ts";
import { accepted, LightAgent, reportOf, sendReport } from "../support/light-agent.ts";
import {
  newEnrolmentLink,
  newFolder,
  removeFolder,
  restartServer,
  runCommand,
  type ServerProgram,
  startServer,
} from "../support/programs.ts";
import { signIn, type Viewer } from "../support/viewer.ts";

let server: ServerProgram;
let anna: Viewer;
let ben: Viewer;
let agent: LightAgent;
let machineId: string;

beforeAll(async () => {
  server = await startServer({ dataDir: await newFolder() });
  anna = await signIn(server, "anna");
  ben = await signIn(server, "ben");
  agent = await LightAgent.from(await newEnrolmentLink(server));
  const { socket, welcome } = await agent.enrol();
  machineId = welcome.machineId;
  const facts = outcomes(Date.now(), { firewall: "off" });
  accepted(await sendReport(socket, reportOf(1, "pc", facts)));
});

afterAll(async () => {
  anna.close();
  ben.close();
  await server.stop();
  await removeFolder(server.dataDir);
});

const statusIs = (status: string) => anna.until(async () => (await anna.machine(machineId)).status === status);

it("a waiver is asked for by one, approved by another, shown as accepted risk, and ends early on demand", async () => {
  await statusIs("non-compliant");
  const scope = { machineId, rule: "firewall-enabled" };
  const endsAt = new Date(Date.now() + 86_400_000).toISOString();
  const asked = await anna.send("POST", "/api/v1/waivers", { scope, reason: "replaced next week", endsAt });
  expect(asked).toMatchObject({ status: 201, body: { state: "requested", requestedBy: "anna" } });
  const decide = (who: Viewer, decision: string) =>
    who.send("POST", `/api/v1/waivers/${(asked.body as { id: string }).id}/decision`, { decision });
  expect(await decide(anna, "approve")).toMatchObject({ status: 403, body: { code: "second_person_needed" } });
  expect(await decide(ben, "approve")).toMatchObject({ status: 200, body: { state: "approved", decidedBy: "ben" } });
  await statusIs("accepted-risk");
  const verdict = (await anna.machine(machineId)).verdicts.find((each) => each.rule === "firewall-enabled");
  expect(verdict).toMatchObject({ status: "fail", isFlagged: false, waiver: { endsAt } });
  expect(await anna.flags("?rule=firewall-enabled")).toEqual([]);
  expect(await decide(ben, "end")).toMatchObject({ status: 200, body: { state: "ended" } });
  await statusIs("non-compliant");
  expect(await decide(ben, "end")).toMatchObject({ status: 409, body: { code: "already_decided" } });

  const { items } = await anna.get<TimelinePage>(`/api/v1/machines/${machineId}/timeline`);
  const kinds = items.map((entry) => entry.event.kind);
  for (const kind of ["enrolled", "verdict", "status", "flag-opened", "flag-resolved", "waiver"]) {
    expect(kinds).toContain(kind);
  }
});

it("a waiver beyond the policy's limits, or for nobody, is refused with the reason and kept nowhere", async () => {
  const ask = (scope: object, days: number) =>
    anna.send("POST", "/api/v1/waivers", {
      scope,
      reason: "because",
      endsAt: new Date(Date.now() + days * 86_400_000).toISOString(),
    });
  expect(await ask({ machineId }, 91)).toMatchObject({ status: 422, body: { code: "waiver_refused" } });
  expect(await ask({ machineId: "nobody" }, 1)).toMatchObject({ status: 422 });
  expect(await ask({ group: "No such group" }, 1)).toMatchObject({ status: 422 });
  expect(await ask({}, 1)).toMatchObject({ status: 400 });
  expect((await anna.get<{ items: unknown[] }>("/api/v1/waivers?state=requested")).items).toEqual([]);
});

it("a changed policy judges at once; a faulty or overtaken one changes nothing", async () => {
  const before = await anna.get<PolicyVersion>("/api/v1/policy");
  const change = (document: string, basedOn: number) =>
    anna.send("PUT", "/api/v1/policy", { document, basedOn, reason: "the firewall is not ours to judge" });
  const faulty = before.document.replace("maxAge: 90d", "maxAge: soon");
  const checked = await anna.send("POST", "/api/v1/policy/check", { document: faulty });
  const line = faulty.split("\n").findIndex((each) => each.includes("maxAge: soon")) + 1;
  expect(checked.body).toMatchObject({ faults: [{ line, message: expect.stringContaining("expected a duration") }] });
  expect(await change(faulty, before.version)).toMatchObject({ status: 422, body: { code: "policy_invalid" } });
  const milder = before.document.replace("mustBlockInbound: true", "mustBlockInbound: true\n    grace: 4h");
  expect(await change(milder, before.version + 7)).toMatchObject({ status: 409, body: { code: "policy_overtaken" } });
  expect(await anna.get("/api/v1/policy")).toEqual(before);

  expect(await change(milder, before.version)).toMatchObject({ status: 200, body: { author: "anna" } });
  await statusIs("in-grace");
  expect((await anna.flags("?state=resolved&rule=firewall-enabled"))[0]).toMatchObject({
    policyVersion: before.version,
  });
});

it("apply-policy brings a file into force on the running server, which survives a restart", async () => {
  const file = join(server.dataDir, "policy.yaml");
  await writeFile(file, await readFile(EXAMPLE_POLICY_FILE, "utf8"));
  const environment = { MUSTER_DATA_DIR: server.dataDir };
  const args = ["apply-policy", file, "--reason", "back to the example", "--author", "ben", "--json"];
  const applied = await runCommand(SERVER_MAIN, args, environment);
  expect(applied).toMatchObject({ code: 0, stdout: expect.stringContaining('"isNew":true') });
  await statusIs("non-compliant");
  const inForce = await anna.get<PolicyVersion>("/api/v1/policy");
  expect(inForce).toMatchObject({ author: "ben", origin: "command", reason: "back to the example" });

  await writeFile(file, "name: 7\nrules: {}\nunknownFlagsAfter: 1d\n");
  const refused = await runCommand(SERVER_MAIN, ["check-policy", file], environment);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain(`${file}:1:7: name:`);

  anna.close();
  ben.close();
  await server.stop();
  server = await restartServer(server);
  anna = await signIn(server, "anna");
  ben = await signIn(server, "ben");
  expect((await anna.get<PolicyVersion>("/api/v1/policy")).version).toBe(inForce.version);
  expect((await anna.machine(machineId)).status).toBe("non-compliant");
});

it("two agents that take turns under one key are told apart; a split makes both enrol anew", async () => {
  for (const instance of ["a", "b", "a"]) await agent.connect(machineId, instance.repeat(22));
  const conflict = await anna.until(async () =>
    (await anna.get<ConflictPage>("/api/v1/conflicts")).items.find((each) => each.kind === "two-alive"),
  );
  expect(conflict.machineId).toBe(machineId);
  const path = `/api/v1/conflicts/${conflict.id}/resolution`;
  expect(await anna.send("POST", path, { resolution: "merge" })).toMatchObject({ status: 400 });
  expect(await anna.send("POST", path, { resolution: "split" })).toMatchObject({ status: 204 });
  await expect(agent.connect(machineId)).rejects.toThrow("machine_retired");
  expect(await anna.machines()).toEqual([]);
  // What it was stays readable.
  expect((await anna.machine(machineId)).isRetired).toBe(true);
});
