import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildDashboard } from "../../scripts/build-dashboard.ts";
import { ROOT } from "../../scripts/child.ts";
import { newFolder, removeFolder } from "../support/programs.ts";

let folder: string;
beforeAll(async () => {
  await buildDashboard({ log: () => {} });
  folder = await newFolder();
});
afterAll(() => removeFolder(folder));

/** `npm start` as a person runs it, with ports of its own; resolves once it says that it runs. */
async function start(...options: string[]) {
  const child = spawn(process.execPath, [join(ROOT, "scripts/start.ts"), ...options], {
    env: {
      ...process.env,
      MUSTER_DATA_DIR: folder,
      MUSTER_HTTPS_PORT: "0",
      MUSTER_HTTP_PORT: "0",
      MUSTER_REPORT_INTERVAL: "1s",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let shown = "";
  const ended = once(child, "exit");
  const running = new Promise<void>((resolve, reject) => {
    const take = (chunk: Buffer): void => {
      shown += chunk;
      if (shown.includes("Ctrl-C stops it")) resolve();
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    ended.then(() => reject(new Error(`It ended: ${shown}`)), reject);
  });
  running.catch(() => {});
  const stop = async (): Promise<number | null> => {
    child.kill("SIGINT");
    await ended;
    return child.exitCode;
  };
  return { running, ended, stop, child, shown: () => shown };
}

/** Signs in by the printed link and waits until the first machine has reported. */
async function firstMachine(shown: string) {
  const [, url, token] = /(http:\/\/127\.0\.0\.1:\d+)\/sign-in#(\S+)/.exec(shown) ?? [];
  const answer = await fetch(`${url}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token }),
  });
  const cookie = answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const look = async () => {
    const list = await fetch(`${url}/api/v1/machines`, { headers: { cookie } });
    return ((await list.json()) as { items: { id: string; agentVersion: string | null; isOnline: boolean }[] }).items;
  };
  await expect
    .poll(async () => (await look()).some((each) => each.agentVersion && each.isOnline), { timeout: 30_000 })
    .toBe(true);
  return look();
}

it("starts server and agent, says where to look, stops cleanly, and keeps everything for the next start", async () => {
  const first = await start();
  await first.running;
  const before = await firstMachine(first.shown());
  expect(before).toHaveLength(1);
  expect(first.shown()).toContain("npm start -- --listen 0.0.0.0");
  expect(await first.stop()).toBe(0);

  // Other ports this time: the agent follows its server there.
  const second = await start();
  await second.running;
  const after = await firstMachine(second.shown());
  expect(after.map((machine) => machine.id)).toEqual(before.map((machine) => machine.id));
  expect(await second.stop()).toBe(0);
});

it("leaves the agent out with --no-agent, and explains itself with --help", async () => {
  const alone = await start("--no-agent");
  await alone.running;
  expect(alone.shown()).toContain("no agent (--no-agent)");
  expect(await alone.stop()).toBe(0);
  const help = await start("--help");
  await help.ended;
  expect(help.shown()).toContain("--no-agent");
  expect(help.child.exitCode).toBe(0);
});

it("ends with the reason when the configuration has faults, all of them at once", async () => {
  const faulty = await start("--listen", "everywhere", "--log-level", "loud");
  await faulty.ended;
  expect(faulty.child.exitCode).not.toBe(0);
  expect(faulty.shown()).toContain('listen.address "everywhere" (from command line): expected an IP address');
  expect(faulty.shown()).toContain('log.level "loud" (from command line)');
});
