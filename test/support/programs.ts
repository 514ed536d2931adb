import { type ChildProcess, execFile, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import type { ReadyMessage } from "../../packages/server/src/commands/serve.ts";
import { AGENT_MAIN, SERVER_MAIN } from "../../scripts/child.ts";

/** The real programs, spawned as their users run them, with a data folder and ports of their own. */

export type LogEntry = { level: number; msg: string; code?: string } & Record<string, unknown>;

export type Program = {
  child: ChildProcess;
  /** Everything logged so far. */
  logged: LogEntry[];
  /** Resolves with the first log entry, past or future, that fits. */
  untilLogged(fits: (entry: LogEntry) => boolean): Promise<LogEntry>;
  /** Asks it to stop and waits; resolves with its exit code. */
  stop(): Promise<number | null>;
  /** kill -9, and waits. */
  kill(): Promise<void>;
};

export type ServerProgram = Program & { ready: ReadyMessage; dataDir: string; environment: NodeJS.ProcessEnv };

export async function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "muster-test-"));
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}

/** Starts the server on loopback with free ports; `environment` may fix them again for a restart. */
export async function startServer(options: {
  dataDir: string;
  environment?: NodeJS.ProcessEnv;
}): Promise<ServerProgram> {
  return beginServer(options).ready;
}

/** As {@link startServer}, for a server that may have to wait before it is ready. */
export function beginServer(options: { dataDir: string; environment?: NodeJS.ProcessEnv }): Program & {
  ready: Promise<ServerProgram>;
} {
  const environment = cleanEnvironment({
    MUSTER_DATA_DIR: options.dataDir,
    MUSTER_HTTPS_PORT: "0",
    MUSTER_HTTP_PORT: "0",
    MUSTER_REPORT_INTERVAL: "1s",
    ...options.environment,
  });
  const program = startProgram([SERVER_MAIN, "serve"], environment);
  const told = new Promise<ReadyMessage>((resolve, reject) => {
    program.child.once("message", (message) => resolve(message as ReadyMessage));
    program.child.once("exit", (code) =>
      reject(new Error(`The server ended with ${code}: ${JSON.stringify(program.logged)}`)),
    );
  });
  const started = told.then((ready) => {
    const ports = {
      MUSTER_HTTPS_PORT: portOf(ready.localAddress),
      MUSTER_HTTP_PORT: portOf(ready.httpUrl),
    };
    return { ...program, ready, dataDir: options.dataDir, environment: { ...environment, ...ports } };
  });
  return { ...program, ready: started };
}

/** Starts a server again that was stopped or killed: same data, same ports. */
export function restartServer(server: ServerProgram): Promise<ServerProgram> {
  return startServer({ dataDir: server.dataDir, environment: server.environment });
}

export function startAgent(options: { dataDir: string; link?: string; environment?: NodeJS.ProcessEnv }): Program {
  const environment = cleanEnvironment({
    MUSTER_DATA_DIR: options.dataDir,
    ...(options.link === undefined ? {} : { MUSTER_ENROLMENT_LINK: options.link }),
    ...options.environment,
  });
  return startProgram([AGENT_MAIN, "run"], environment);
}

/** Runs a command of the server or the agent to its end. */
export async function runCommand(
  main: string,
  args: string[],
  environment: NodeJS.ProcessEnv,
): Promise<{ code: number; stdout: string; stderr: string }> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [main, ...args], {
      env: cleanEnvironment(environment),
    });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, stdout, stderr };
  }
}

export async function newEnrolmentLink(server: ServerProgram, ...options: string[]): Promise<string> {
  const args = ["enrolment-link", "--address", server.ready.localAddress, "--json", ...options];
  const { MUSTER_DATABASE_URL } = server.environment;
  const place = { MUSTER_DATA_DIR: server.dataDir, ...(MUSTER_DATABASE_URL ? { MUSTER_DATABASE_URL } : {}) };
  const { code, stdout, stderr } = await runCommand(SERVER_MAIN, args, place);
  if (code !== 0) throw new Error(stderr);
  return (JSON.parse(stdout) as { link: string }).link;
}

function startProgram(args: string[], environment: NodeJS.ProcessEnv): Program {
  const child = spawn(process.execPath, args, { env: environment, stdio: ["ignore", "ignore", "pipe", "ipc"] });
  const logged: LogEntry[] = [];
  const news = new EventEmitter();
  news.setMaxListeners(0);
  if (child.stderr) {
    createInterface({ input: child.stderr }).on("line", (line) => {
      const entry = line.startsWith("{") ? (JSON.parse(line) as LogEntry) : { level: 60, msg: line };
      logged.push(entry);
      news.emit("entry", entry);
    });
  }
  const exited = once(child, "exit");
  return {
    child,
    logged,
    untilLogged: (fits) => {
      const found = logged.find(fits);
      if (found) return Promise.resolve(found);
      return new Promise((resolve, reject) => {
        const look = (entry: LogEntry): void => {
          if (!fits(entry)) return;
          news.off("entry", look);
          resolve(entry);
        };
        news.on("entry", look);
        exited.then(() => reject(new Error(`It ended before that was logged: ${JSON.stringify(logged.slice(-5))}`)));
      });
    },
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      await exited;
      return child.exitCode;
    },
    kill: async () => {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

/** Nothing of the tester's own Muster may leak in. */
function cleanEnvironment(more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("MUSTER_") && name !== "NODE_OPTIONS");
  return { ...Object.fromEntries(kept), ...more };
}

function portOf(address: string): string {
  return address.slice(address.lastIndexOf(":") + 1);
}
