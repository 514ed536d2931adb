import { execFileSync } from "node:child_process";
import { appendFile, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { TimelinePage } from "@muster/shared/api.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Outbox, type OutboxEntry } from "../../packages/agent/src/outbox/outbox.ts";
import { AGENT_MAIN } from "../../scripts/child.ts";
import { accepted, ask, LightAgent } from "../support/light-agent.ts";
import {
  newEnrolmentLink,
  newFolder,
  removeFolder,
  runCommand,
  type ServerProgram,
  startAgent,
  startServer,
} from "../support/programs.ts";
import { signIn, type Viewer } from "../support/viewer.ts";

let folder: string;
let server: ServerProgram;
let viewer: Viewer;

beforeAll(async () => {
  folder = await newFolder();
  server = await startServer({ dataDir: folder });
  viewer = await signIn(server);
});

afterAll(async () => {
  viewer.close();
  await server.stop();
  await removeFolder(folder);
});

const droppedOf = async (id: string) => {
  const { items } = await viewer.get<TimelinePage>(`/api/v1/machines/${id}/timeline?limit=200`);
  return items.flatMap(({ event }) => (event.kind === "reports-dropped" ? [`${event.first}-${event.last}`] : []));
};

it("what an agent had to drop stands in the machine's timeline, run by run", async () => {
  const dataDir = join(folder, "full-outbox");
  await mkdir(dataDir);
  await runCommand(AGENT_MAIN, ["enrol", await newEnrolmentLink(server)], { MUSTER_DATA_DIR: dataDir });
  const outbox = await Outbox.open(join(dataDir, "agent", "outbox"), { bytes: 2 * 4_096, days: 14 });
  const collectedAt = new Date().toISOString();
  const build = (sequence: number): OutboxEntry =>
    sequence === 2
      ? { kind: "whole", report: { sequence, collectedAt, agentVersion: "test", outcomes: {} } }
      : { kind: "unchanged", report: { sequence, collectedAt, digest: "0".repeat(64) } };
  for (let count = 0; count < 6; count++) await outbox.add("0".repeat(64), build);
  const status = await runCommand(AGENT_MAIN, ["status", "--json"], { MUSTER_DATA_DIR: dataDir });
  const { machineId } = JSON.parse(status.stdout).server;
  const agent = startAgent({ dataDir });
  await viewer.until(async () => (await viewer.machine(machineId)).agentVersion);
  expect((await droppedOf(machineId)).toSorted()).toEqual(["1-1", "3-5"]);
  await agent.stop();
  expect((await Outbox.open(join(dataDir, "agent", "outbox"))).dropped(10)).toEqual([]);
});

it("told twice, because the answer was lost, it stands there once", async () => {
  const light = await LightAgent.from(await newEnrolmentLink(server));
  const { socket, welcome } = await light.enrol();
  const run = { first: 3, last: 9, form: "unchanged", why: "full", from: null, until: null };
  for (let time = 0; time < 2; time++) accepted(await ask(socket, "dropped", { dropped: [run] }));
  expect(await droppedOf(welcome.machineId)).toEqual(["3-9"]);
  const wrong = await ask(socket, "dropped", { dropped: [] });
  expect(wrong).toMatchObject({ ok: false, error: { code: "payload_invalid" } });
  socket.disconnect();
});

const canMount = process.platform === "linux" && process.getuid?.() === 0;

describe.skipIf(!canMount)("a disk of its own", () => {
  let disk: string;
  beforeAll(async () => {
    disk = join(folder, "disk");
    await mkdir(disk);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "none", disk]);
  });
  afterAll(() => {
    execFileSync("umount", [disk]);
  });

  it("full, or read-only, costs no crash: the state has a name, and reporting goes on by itself", async () => {
    const agent = startAgent({ dataDir: disk, link: await newEnrolmentLink(server) });
    const machine = await viewer.until(async () => {
      const known = await viewer.machines();
      const own = known.find((each) => each.agentVersion && each.isOnline && each.name !== "light");
      return own ?? null;
    });
    const filler = join(disk, "filler");
    await expect(fill(filler)).rejects.toThrow("ENOSPC");
    await agent.untilLogged((entry) => entry.code === "state_full");
    await rm(filler);
    const freedAt = Date.now();
    await viewer.until(async () => Date.parse((await viewer.machine(machine.id)).lastSeenAt ?? "") > freedAt);

    execFileSync("mount", ["-o", "remount,ro", disk]);
    const entry = await agent.untilLogged((each) => each.code === "state_read_only");
    expect(entry.remedy).toContain("writable");
    execFileSync("mount", ["-o", "remount,rw,size=1m", disk]);
    const mendedAt = Date.now();
    await viewer.until(async () => Date.parse((await viewer.machine(machine.id)).lastSeenAt ?? "") > mendedAt);
    expect(agent.child.exitCode).toBeNull();
    expect(await agent.stop()).toBe(0);
  });
});

async function fill(file: string): Promise<never> {
  for (;;) await appendFile(file, Buffer.alloc(4_096));
}
