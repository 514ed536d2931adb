import { copyFile, mkdir, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { AuditPage } from "@muster/shared/audit.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SERVER_MAIN } from "../../scripts/child.ts";
import { LightAgent } from "../support/light-agent.ts";
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
let owner: Viewer;
beforeAll(async () => {
  server = await startServer({ dataDir: await newFolder() });
  owner = await signIn(server);
});
afterAll(async () => {
  owner.close();
  await server.stop();
  await removeFolder(server.dataDir);
});

const command = (...args: string[]) => runCommand(SERVER_MAIN, args, { MUSTER_DATA_DIR: server.dataDir });
const entries = async (query = "") => AuditPage.parse(await owner.get(`/api/v1/audit${query}`)).items;
const file = (name: string) => join(server.dataDir, "server", name);

/** Does something to the store as somebody who can write to its file, and leaves it as it was. */
async function verdictAfter(sql: string): Promise<{ code: number; said: string; verdict: unknown }> {
  const folder = await newFolder();
  try {
    const copied = join(folder, "server");
    await mkdir(copied);
    for (const name of ["muster.db", "audit.key"]) await copyFile(file(name), join(copied, name));
    const store = new DatabaseSync(join(copied, "muster.db"));
    store.exec(sql);
    store.close();
    const plain = await runCommand(SERVER_MAIN, ["verify-audit"], { MUSTER_DATA_DIR: folder });
    const { stdout } = await runCommand(SERVER_MAIN, ["verify-audit", "--json"], { MUSTER_DATA_DIR: folder });
    return { code: plain.code, said: plain.stderr, verdict: JSON.parse(stdout) };
  } finally {
    await removeFolder(folder);
  }
}

it("tells of the start, of each sign-in, and of a change with what stood before and after", async () => {
  const made = await owner.send("POST", "/api/v1/operators", { name: "Nora", role: "viewer" });
  const { operator, link } = made.body as { operator: { id: string }; link: string };
  await owner.send("PUT", `/api/v1/operators/${operator.id}`, { role: "responder", isDisabled: false });
  const told = await entries();
  expect(told.map((entry) => entry.act)).toEqual(
    expect.arrayContaining(["server.start", "session.link", "session.open", "audit.seal"]),
  );
  expect(told[0]).toMatchObject({
    act: "operators.change",
    outcome: "done",
    via: "http",
    who: { role: "owner" },
    address: "127.0.0.1",
    subject: "Nora",
    details: { before: { role: "viewer" }, after: { role: "responder" } },
  });
  // A link lets somebody in: it stands nowhere in the log.
  expect(JSON.stringify(told)).not.toContain(link.slice(link.indexOf("#") + 1));
});

it("tells of each enrolment, and of whoever tries with a link that is used up", async () => {
  const link = await newEnrolmentLink(server);
  const { socket, welcome } = await (await LightAgent.from(link)).enrol();
  socket.disconnect();
  await expect((await LightAgent.from(link)).enrol()).rejects.toThrow();
  await expect.poll(() => entries("?act=machines.enrol")).toHaveLength(2);
  const [refused, done] = await entries("?act=machines.enrol");
  expect(done).toMatchObject({ outcome: "done", via: "agent", who: null, subject: welcome.machineId });
  expect(refused).toMatchObject({ outcome: "refused", via: "agent", code: "token_used", address: "127.0.0.1" });
});

it("is read by owners and auditors, and by nobody else", async () => {
  for (const [role, status] of [
    ["auditor", 200],
    ["admin", 403],
    ["responder", 403],
    ["viewer", 403],
  ] as const) {
    const viewer = await signIn(server, `reads as ${role}`, role);
    for (const path of ["/api/v1/audit", "/api/v1/audit.csv", "/api/v1/audit.json"]) {
      const answer = await fetch(`${server.ready.httpUrl}${path}`, { headers: { cookie: viewer.cookie } });
      expect([role, path, answer.status]).toEqual([role, path, status]);
      await answer.text();
    }
    viewer.close();
  }
});

it("tells of refusals with their code, and of repeated ones together", async () => {
  const viewer = await signIn(server, "Vera", "viewer");
  const token = "guess".repeat(8);
  for (let time = 0; time < 15; time++) {
    await fetch(`${server.ready.httpUrl}/api/v1/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token }),
    });
  }
  const refused = await entries("?act=session.open&outcome=refused");
  expect(refused.map(({ code, who, times }) => [code, who, times])).toEqual([
    ["too_many_requests", null, 1],
    ["sign_in_link_invalid", null, 1],
  ]);
  await viewer.send("PUT", "/api/v1/policy", {});
  expect((await entries("?who=Vera"))[0]).toMatchObject({
    act: "policy.change",
    outcome: "refused",
    code: "role_refused",
  });
  viewer.close();
});

it("pages without a gap, and exports what is listed without a formula", async () => {
  const whole = await entries("?limit=200");
  const paged: number[] = [];
  for (let query = "?limit=3"; ; ) {
    const page = AuditPage.parse(await owner.get(`/api/v1/audit${query}`));
    paged.push(...page.items.map((entry) => entry.number));
    if (page.nextCursor === null) break;
    query = `?limit=3&cursor=${page.nextCursor}`;
  }
  expect(paged).toEqual(whole.map((entry) => entry.number));

  // The exports are entries themselves, each after it is written down what was asked for.
  const get = (form: string) =>
    fetch(`${server.ready.httpUrl}/api/v1/audit.${form}?act=operators.add`, { headers: { cookie: owner.cookie } });
  const csv = await (await get("csv")).text();
  expect(csv.split("\r\n")[0]).toContain("Number,At (UTC),Who,Role,Via,Address,Act,Outcome");
  expect(csv.split("\r\n").filter((line) => /(^|,)"?[=+@]/.test(line))).toEqual([]);
  const json = AuditPage.shape.items.parse(await (await get("json")).json());
  expect(json.every((entry) => entry.act === "operators.add")).toBe(true);
  expect((await entries("?act=audit.export"))[0]).toMatchObject({ details: { asked: { act: "operators.add" } } });
  expect(await entries("?since=2999-01-01T00:00:00.000Z")).toEqual([]);
  const bad = await fetch(`${server.ready.httpUrl}/api/v1/audit?since=yesterday`, {
    headers: { cookie: owner.cookie },
  });
  expect(bad.status).toBe(400);
});

it("is proved by the console while the server runs, and remembers a head that was noted", async () => {
  const proved = await command("verify-audit", "--json");
  const { ok, head } = JSON.parse(proved.stdout) as { ok: boolean; head: { number: number; hash: string } };
  expect([proved.code, ok]).toEqual([0, true]);
  expect((await command("verify-audit", "--expect", `${head.number}:${head.hash}`)).stdout).toContain("is whole");
  const other = await command("verify-audit", "--expect", `${head.number}:${"0".repeat(64)}`);
  expect([other.code, other.stderr]).toEqual([1, expect.stringContaining(`Entry ${head.number} is not the one`)]);
  expect((await command("verify-audit", "--expect", "yesterday")).code).toBe(2);
  // The console's own acts stand in the log, by the account that ran them.
  await command("enrolment-link", "--tag", "kiosk");
  expect((await entries("?act=machines.enrolment-link"))[0]).toMatchObject({
    via: "console",
    details: { asked: { tags: ["kiosk"] } },
  });
});

it("a store that was touched is told from one that was not, and the first broken entry is named", async () => {
  owner.close();
  await server.stop();
  expect(await verdictAfter("select 1")).toMatchObject({ code: 0, verdict: { ok: true, fault: null } });
  const changed = await verdictAfter("update audit_entry set who = 'bob' where number = 4");
  expect(changed).toMatchObject({ code: 1, verdict: { ok: false, entries: 3, fault: { kind: "changed", number: 4 } } });
  expect(changed.said).toContain("Entry 4 is not what was written.");
  expect(await verdictAfter("delete from audit_entry where number = 5")).toMatchObject({
    code: 1,
    verdict: { fault: { kind: "missing", number: 5 } },
  });
  expect(await verdictAfter("delete from audit_entry where number > 6")).toMatchObject({
    code: 1,
    verdict: { fault: { kind: "cut", number: 7 } },
  });
  expect((await stat(file("audit.key"))).mode & 0o777).toBe(0o600);
});

it("a lost key is not replaced by another in silence", async () => {
  await rename(file("audit.key"), file("kept"));
  const lost = await command("verify-audit");
  expect([lost.code, lost.stderr]).toEqual([2, expect.stringContaining("Restore server/audit.key")]);
  await expect(restartServer(server)).rejects.toThrow();
  await rename(file("kept"), file("audit.key"));
  server = await restartServer(server);
  owner = await signIn(server);
  expect((await command("verify-audit")).code).toBe(0);
  // What was only counted when the server stopped was written then.
  const refused = await entries("?act=session.open&outcome=refused");
  expect(refused.reduce((sum, entry) => sum + entry.times, 0)).toBe(15);
  expect(refused).toHaveLength(4);
});
