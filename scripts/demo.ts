/**
 * `npm run demo`: an invented company with ninety days behind it and machines that keep changing, to see every screen alive.
 */
import type { ChildProcess } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { sql } from "kysely";
import { fetchCa } from "../packages/agent/src/uplink/fetch-ca.ts";
import type { ReadyMessage } from "../packages/server/src/commands/serve.ts";
import { loadCertificates } from "../packages/server/src/compose-certificates.ts";
import { openConfiguredStore } from "../packages/server/src/compose-store.ts";
import { loadConfig } from "../packages/server/src/config.ts";
import { buildDashboard } from "./build-dashboard.ts";
import { ended, SERVER_MAIN, startChild } from "./child.ts";
import { foundCompany } from "./demo/company.ts";
import { keepMoving } from "./demo/keep-moving.ts";
import { seeded } from "./demo/random.ts";
import { type Enrolled, writeHistory } from "./demo/write-history.ts";

const HELP = `npm run demo [-- options]

Runs Muster with an invented company: sites, groups, laptops that sleep, a stale antivirus, a clone, waivers, ninety days of
history, and machines that keep changing while you watch. Everything lies in a folder of its own, which is removed at the end.

  --machines N      how many PCs (default 120, at most 5000; 400 take about a minute to prepare)
  --seed N          another company (default 1)
  --https-port N    port for agents, dashboard and API (default: any free one)
  --http-port N     port for the dashboard on 127.0.0.1 (default: any free one)
  --keep            leave the folder in place at the end, and say where it is
  --help            this text`;

const DAYS = 90;

async function main(): Promise<number> {
  const options = readOptions();
  if (typeof options === "number") return options;
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stopping.abort());
  await buildDashboard({ log: (line) => console.log(line) });
  const dataDir = await mkdtemp(join(tmpdir(), "muster-demo-"));
  try {
    return await run(dataDir, options, stopping.signal);
  } finally {
    if (options.keep) console.log(`The demo's data stays in ${dataDir}`);
    else await rm(dataDir, { recursive: true, force: true });
  }
}

type Options = { machines: number; seed: number; httpsPort: string; httpPort: string; keep: boolean };

/** The options, or the exit code when there is nothing to run. */
function readOptions(): Options | number {
  const number = { type: "string" } as const;
  try {
    const { values } = parseArgs({
      options: {
        machines: { ...number, default: "120" },
        seed: { ...number, default: "1" },
        "https-port": { ...number, default: "0" },
        "http-port": { ...number, default: "0" },
        keep: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) {
      console.log(HELP);
      return 0;
    }
    const machines = Number(values.machines);
    if (!Number.isInteger(machines) || machines < 20 || machines > 5_000) {
      throw new Error(`--machines ${values.machines}: expected a whole number from 20 to 5000`);
    }
    const { "https-port": httpsPort, "http-port": httpPort, keep } = values;
    return { machines, seed: Number(values.seed) || 1, httpsPort, httpPort, keep };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n(--help shows what there is)`);
    return 2;
  }
}

async function run(dataDir: string, options: Options, signal: AbortSignal): Promise<number> {
  const random = seeded(options.seed);
  const company = await prepare(dataDir, options, random);
  if (signal.aborted) return 0;
  const ready = Promise.withResolvers<ReadyMessage>();
  const ports = ["--https-port", options.httpsPort, "--http-port", options.httpPort];
  const server: ChildProcess = startChild({
    name: "server",
    args: [SERVER_MAIN, "--data-dir", dataDir, ...ports, "serve"],
    log: createWriteStream(join(dataDir, "server.log"), { mode: 0o600 }),
    onMessage: (message) => ready.resolve(message as ReadyMessage),
  });
  const over = ended(server);
  signal.addEventListener("abort", () => server.kill("SIGTERM"));
  const first = await Promise.race([ready.promise, over]);
  if (typeof first === "number") return first;
  console.log(`
An invented company of ${company.length} PCs is at work.

  Dashboard     ${first.signInUrl}
                (opens once, on this PC; for another: npm run server -- --data-dir ${dataDir} sign-in-link)

Ctrl-C stops it.
`);
  const address = first.localAddress;
  const { caFingerprint } = await loadCertificates(configOf(dataDir), Date.now());
  const caPem = await fetchCa(address, caFingerprint);
  await keepMoving(company, { server: { address, caFingerprint, caPem }, random, signal, onArrived: () => {} });
  await over;
  return 0;
}

function configOf(dataDir: string) {
  return { ...loadConfig({ dataDir }), storeBinding: "node:sqlite" as const };
}

async function prepare(dataDir: string, options: Options, random: ReturnType<typeof seeded>): Promise<Enrolled[]> {
  const now = Date.now();
  const store = await openConfiguredStore(configOf(dataDir));
  // Nothing of it is worth waiting for the disk.
  await sql`pragma synchronous = off`.execute(store.writer);
  const started = performance.now();
  try {
    const company = foundCompany(options.machines, random, now);
    const enrolled = await writeHistory(store.writer, company, { now, days: DAYS, random, onDay: showDay });
    console.log(
      `\n${DAYS} days of ${company.length} PCs took ${((performance.now() - started) / 1_000).toFixed(0)} s.`,
    );
    return enrolled;
  } finally {
    await store.close();
  }
}

function showDay(done: number): void {
  if (process.stdout.isTTY) process.stdout.write(`\rLiving through ${DAYS} days: ${done}`);
}

process.exitCode = await main();
