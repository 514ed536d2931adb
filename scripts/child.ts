import { type ChildProcess, spawn } from "node:child_process";
import type { WriteStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

export const ROOT = join(import.meta.dirname, "..");
export const SERVER_MAIN = join(ROOT, "packages/server/src/main.ts");
export const AGENT_MAIN = join(ROOT, "packages/agent/src/main.ts");

/** pino's level for errors. */
const ERROR_LEVEL = 50;

/**
 * Starts one of our programs with this Node. Its log lines go to a file; what is meant for people (and every error) also
 * goes to the terminal.
 */
export function startChild(options: {
  name: string;
  args: string[];
  environment?: NodeJS.ProcessEnv;
  log: WriteStream;
  onMessage?: (message: unknown) => void;
}): ChildProcess {
  const { name, args, environment, log, onMessage } = options;
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "inherit", "pipe", "ipc"],
  });
  if (child.stderr) {
    createInterface({ input: child.stderr }).on("line", (line) => {
      log.write(`${line}\n`);
      const shown = forPeople(line);
      if (shown !== null) console.error(`${name}: ${shown}`);
    });
  }
  if (onMessage) child.on("message", onMessage);
  return child;
}

/** A log line's message when it is an error; any other text as it is; null for what only the file keeps. */
function forPeople(line: string): string | null {
  if (!line.startsWith("{")) return line;
  const entry = entryOf(line);
  if (entry === null) return line;
  if ((entry.level ?? 0) < ERROR_LEVEL) return null;
  return [entry.msg, entry.err?.message].filter(Boolean).join(": ");
}

function entryOf(line: string): { level?: number; msg?: string; err?: { message?: string } } | null {
  try {
    return JSON.parse(line);
  } catch {
    // A line cut short by a crash, or one that only looks like an entry: shown as it is.
    return null;
  }
}

/** Resolves with the exit code; 1 when a signal ended it. */
export function ended(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
}
