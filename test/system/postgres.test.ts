import { cp } from "node:fs/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openStore } from "../../packages/server/src/store/open-store.ts";
import { SERVER_MAIN } from "../../scripts/child.ts";
import { accepted, LightAgent, reportOf, sendReport } from "../support/light-agent.ts";
import { type Cluster, newDatabase, startPostgres } from "../support/postgres.ts";
import {
  beginServer,
  newEnrolmentLink,
  newFolder,
  removeFolder,
  restartServer,
  runCommand,
  type ServerProgram,
  startServer,
} from "../support/programs.ts";

/* The real server on a real PostgreSQL; both are killed. */

let cluster: Cluster;
let url: string;
let folder: string;
let server: ServerProgram;
let agent: LightAgent;
let machineId: string;
let sent = 0;

beforeAll(async () => {
  cluster = await startPostgres();
  url = await newDatabase(cluster.url, "fleet");
  folder = await newFolder();
  server = await startServer({ dataDir: folder, environment: { MUSTER_DATABASE_URL: url } });
  agent = await LightAgent.from(await newEnrolmentLink(server));
  const { socket, welcome } = await agent.enrol();
  machineId = welcome.machineId;
  socket.disconnect();
});

afterAll(async () => {
  await server?.stop();
  await cluster?.stop();
  if (folder) await removeFolder(folder);
});

async function report(count: number): Promise<void> {
  const { socket } = await agent.connect(machineId);
  for (let index = 0; index < count; index++) {
    sent++;
    accepted(await sendReport(socket, reportOf(sent, `variant-${sent}`)));
  }
  socket.disconnect();
}

async function kept(): Promise<number[]> {
  const store = await openStore({ kind: "postgres", url });
  try {
    const rows = await store.reader.selectFrom("report").select("sequence").orderBy("sequence").execute();
    return rows.map((row) => row.sequence);
  } finally {
    await store.close();
  }
}

const all = () => Array.from({ length: sent }, (_, index) => index + 1);

async function untilHealth(status: number): Promise<void> {
  await expect
    .poll(async () => (await fetch(`${server.ready.httpUrl}/health/ready`)).status, { timeout: 30_000, interval: 200 })
    .toBe(status);
}

it("keeps what it has acknowledged through a kill -9 of the server", async () => {
  await report(5);
  await server.kill();
  server = await restartServer(server);
  await report(2);
  expect(await kept()).toEqual(all());
});

it("says that it is not ready while the database is away, and goes on by itself when it is back", async () => {
  await cluster.kill();
  await untilHealth(503);
  expect((await fetch(`${server.ready.httpUrl}/health/live`)).status).toBe(200);
  await cluster.restart();
  await untilHealth(200);
  await report(2);
  expect(await kept()).toEqual(all());
});

it("a second server stands by, and takes over when the first is gone", async () => {
  const otherFolder = await newFolder();
  await cp(folder, otherFolder, { recursive: true });
  const first = server;
  // The same ports, as behind one address: they are free when the first is gone, and only then asked for.
  const second = beginServer({ dataDir: otherFolder, environment: first.environment });
  await second.untilLogged((entry) => entry.msg.includes("standing by"));
  await report(2);
  expect(second.logged.some((entry) => entry.msg === "server ready")).toBe(false);
  const started = performance.now();
  await first.kill();
  server = await second.ready;
  expect(performance.now() - started).toBeLessThan(15_000);
  await report(2);
  expect(await kept()).toEqual(all());
  await removeFolder(folder);
  folder = otherFolder;
});

it("says what is wrong with an address, and never the password", async () => {
  const secret = "hunter2hunter2";
  for (const [address, word] of [
    [url.replace(/:[^:@]*@/, `:${secret}@`), "28P01"],
    [`${cluster.url.replace(/:[^:@]*@/, `:${secret}@`)}/nowhere`, "28P01"],
    [`postgres://muster:${secret}@db.example.com/muster`, "sslmode=verify-full"],
    [`mysql://muster:${secret}@127.0.0.1/muster`, "store.databaseUrl"],
  ] as const) {
    const done = await runCommand(SERVER_MAIN, ["serve"], {
      MUSTER_DATA_DIR: folder,
      MUSTER_DATABASE_URL: address,
      MUSTER_HTTPS_PORT: "0",
      MUSTER_HTTP_PORT: "0",
    });
    expect([address.split("@")[1], done.code]).toEqual([address.split("@")[1], 2]);
    expect(done.stderr).toContain(word);
    expect(done.stderr + done.stdout).not.toContain(secret);
  }
});
