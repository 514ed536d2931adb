import { type ChildProcess, spawn } from "node:child_process";
import { constants, setPriority } from "node:os";
import type { Answer } from "../probes/answer.ts";
import { answerOfError } from "./answer-of-error.ts";

/** Time in ms that a program may take when its source names no other; the slowest healthy one needs a few seconds. */
const COMMAND_TIMEOUT_MS = 10_000;

/** Bytes of output above which a program is stopped: a rule set of thousands of lines stays well below. */
const MAX_OUTPUT_BYTES = 8 * 1024 * 1024;

export type CommandOptions = {
  program: string;
  args: readonly string[];
  signal: AbortSignal;
  timeoutMs?: number;
  maxOutputBytes?: number;
};

// Children of the child would otherwise outlive it, holding its pipes open.
function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill("SIGKILL");
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has ended in the meantime, which is what was wanted.
  }
}

function lowerPriority(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  } catch {
    // It has ended already, or the OS refuses; the answer counts more than its priority.
  }
}

/**
 * Runs a program by its absolute path, without a shell, in the C locale, at low priority.
 * Its exit code is part of the answer; only a program that could not run or did not end in time and size fails.
 */
export function runCommand(options: CommandOptions): Promise<Answer> {
  const { program, args, signal, timeoutMs = COMMAND_TIMEOUT_MS, maxOutputBytes = MAX_OUTPUT_BYTES } = options;
  if (signal.aborted) return Promise.resolve({ kind: "failed", reason: `${program} was not run: stopped` });
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: process.platform === "win32" ? undefined : "/",
      env: { LC_ALL: "C", LANG: "C", PATH: "/usr/sbin:/usr/bin:/sbin:/bin" },
      stdio: ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    const output = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    let sizeBytes = 0;

    const end = (answer: Answer): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      child.stdout.destroy();
      child.stderr.destroy();
      resolve(answer);
    };
    const stop = (reason: string): void => {
      killTree(child);
      const partialStdout = Buffer.concat(output.stdout).toString("utf8");
      end({ kind: "failed", reason: `${program} ${reason}`, partialStdout });
    };
    const onAbort = (): void => stop("was stopped before it had answered");
    const timer = setTimeout(() => stop(`did not answer within ${timeoutMs / 1000} s`), timeoutMs);
    signal.addEventListener("abort", onAbort, { once: true });

    for (const name of ["stdout", "stderr"] as const) {
      child[name].on("data", (chunk: Buffer) => {
        sizeBytes += chunk.length;
        if (sizeBytes > maxOutputBytes) stop(`printed more than ${maxOutputBytes} bytes`);
        else output[name].push(chunk);
      });
    }
    child.on("spawn", () => lowerPriority(child));
    child.on("error", (error) => end(answerOfError(error, program)));
    child.on("close", (exitCode, killedBy) => {
      if (exitCode === null) return end({ kind: "failed", reason: `${program} was ended by ${killedBy}` });
      const [stdout, stderr] = [output.stdout, output.stderr].map((chunks) => Buffer.concat(chunks).toString("utf8"));
      end({ kind: "answered", stdout: stdout ?? "", stderr: stderr ?? "", exitCode });
    });
  });
}
