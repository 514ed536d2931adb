/**
 * `npm start`: builds the dashboard if it is stale, runs the server and this PC's own agent, and says where to look.
 * It stands in for the service supervisor of an installed Muster: what crashes is started again.
 */
import { type ChildProcess, execFile } from "node:child_process";
import { createWriteStream, mkdirSync, type WriteStream } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import type { ReadyMessage } from "../packages/server/src/commands/serve.ts";
import { buildDashboard } from "./build-dashboard.ts";
import { AGENT_MAIN, ended, SERVER_MAIN, startChild } from "./child.ts";

const HELP = `npm start [-- options]

Runs Muster on this PC: the server with its dashboard, and this PC's own agent.

  --no-agent        run the server only
  --listen ADDRESS  let other PCs in, for instance --listen 0.0.0.0 (default: this PC only)
  --help            this text

Every other option goes to the server; see: npm run server -- --help`;

/** Exit code of our programs for what a person must mend: starting again would not help. */
const OPERATOR_FAULT = 2;

/** Waits between restarts after crashes in a row, in ms. */
const RESTART_WAITS_MS = [1_000, 2_000, 5_000, 15_000, 30_000];

/** A run of this length in ms was no crash at the start: the waits begin anew. */
const SETTLED_MS = 60_000;

type Offer = { link: string; command: string };

const stopping = new AbortController();
const children = new Set<ChildProcess>();

async function main(): Promise<number> {
  const options = process.argv.slice(2);
  if (options.includes("--help")) {
    console.log(HELP);
    return 0;
  }
  const withAgent = !options.includes("--no-agent");
  const serverOptions = options.filter((option) => option !== "--no-agent");
  await buildDashboard({ log: (line) => console.log(line) });

  const folder = await logFolder(serverOptions);
  const log = (name: string): WriteStream =>
    createWriteStream(join(folder, `${name}.log`), { flags: "a", mode: 0o600 });
  const ready = Promise.withResolvers<ReadyMessage>();
  const server = keepRunning(() =>
    startChild({
      name: "server",
      args: [SERVER_MAIN, ...serverOptions, "serve"],
      log: log("server"),
      onMessage: (message) => ready.resolve(message as ReadyMessage),
    }),
  );
  const first = await Promise.race([ready.promise, server]);
  if (typeof first === "number") return first;

  const running = [server];
  if (withAgent) {
    const { link } = await offerLink(serverOptions, first.localAddress);
    running.push(
      keepRunning(() =>
        startChild({
          name: "agent",
          args: [AGENT_MAIN, ...dataFolderOptions(serverOptions), "run"],
          environment: { MUSTER_ENROLMENT_LINK: link },
          log: log("agent"),
        }),
      ),
    );
  }
  await welcome(first, serverOptions, folder, withAgent);
  const code = await Promise.race(running);
  stop();
  await Promise.all(running);
  return stopping.signal.reason === "signal" ? 0 : code;
}

/** Starts a program again whenever it crashes. Resolves with its exit code once it is to run no more. */
async function keepRunning(start: () => ChildProcess): Promise<number> {
  for (let crashes = 0; ; crashes++) {
    const startedAt = Date.now();
    const child = start();
    children.add(child);
    const code = await ended(child);
    children.delete(child);
    if (stopping.signal.aborted || code === OPERATOR_FAULT || code === 0) return code;
    if (Date.now() - startedAt > SETTLED_MS) crashes = 0;
    const waitMs = RESTART_WAITS_MS[crashes] ?? RESTART_WAITS_MS.at(-1) ?? 0;
    console.error(`It ended unexpectedly (exit code ${code}) and is started again in ${waitMs / 1000} s.`);
    await sleep(waitMs, undefined, { signal: stopping.signal }).catch(() => {
      // Stopping: the next turn sees it.
    });
    if (stopping.signal.aborted) return code;
  }
}

/** Asks the server's own commands, so that options and files mean the same to all. */
async function ask(serverOptions: string[], ...command: string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, [SERVER_MAIN, ...serverOptions, ...command, "--json"]);
  return JSON.parse(stdout);
}

async function logFolder(serverOptions: string[]): Promise<string> {
  const config = (await ask(serverOptions, "check-config")) as { dataDir: string };
  const folder = join(config.dataDir, "logs");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

async function offerLink(serverOptions: string[], address: string): Promise<Offer> {
  return (await ask(serverOptions, "enrolment-link", "--address", address)) as Offer;
}

function dataFolderOptions(serverOptions: string[]): string[] {
  const at = serverOptions.findIndex((option) => option === "--data-dir" || option.startsWith("--data-dir="));
  if (at < 0) return [];
  return serverOptions[at]?.includes("=") ? serverOptions.slice(at, at + 1) : serverOptions.slice(at, at + 2);
}

async function welcome(ready: ReadyMessage, serverOptions: string[], logs: string, withAgent: boolean): Promise<void> {
  const others = ready.listensBeyondThisMachine
    ? `Run this on it, within an hour:\n    ${(await offerLink(serverOptions, ready.publicAddress)).command}`
    : "This server listens on this PC only. To let others in, start it with:\n    npm start -- --listen 0.0.0.0";
  console.log(`
Muster is running.

  Dashboard     ${ready.signInUrl}
                (opens once, on this PC; for another: npm run server -- sign-in-link)
  This PC       ${withAgent ? "its agent is reporting" : "no agent (--no-agent)"}
  Logs          ${logs}

  Another PC    ${others}

Ctrl-C stops it; nothing is lost.
`);
}

function stop(): void {
  stopping.abort(stopping.signal.reason);
  for (const child of children) child.kill("SIGTERM");
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (stopping.signal.aborted) return;
    stopping.abort("signal");
    stop();
  });
}

try {
  process.exitCode = await main();
} catch (error) {
  // A command that failed has said why on its standard error; anything else is shown as it is.
  const told = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
  console.error(told || error);
  stop();
  process.exitCode = 1;
}
