import { spawn } from "node:child_process";
import { dirname } from "node:path";

/** What a program may take: time in ms, memory in MiB, and bytes of output. */
export type Allowance = { timeoutMs: number; memoryMiB: number; outputBytes: number };

export type Ended = { exitCode: number | null; stdout: string; isCutShort: boolean };

/**
 * Runs a Node program that may read the files under some folders and nothing else: no network, no other program, no writing, and
 * none of this server's environment (https://nodejs.org/api/permissions.html). What it is given to read comes from strangers.
 */
export function runShutOff(options: {
  program: string;
  args: readonly string[];
  readable: readonly string[];
  input: string;
  allowance: Allowance;
  signal: AbortSignal;
}): Promise<Ended> {
  const { program, args, readable, input, allowance, signal } = options;
  const { timeoutMs, memoryMiB, outputBytes } = allowance;
  const reads = readable.map((folder) => `--allow-fs-read=${folder}`);
  const shut = ["--permission", ...reads, `--max-old-space-size=${memoryMiB}`];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...shut, program, ...args], {
      env: {},
      cwd: dirname(program),
      stdio: ["pipe", "pipe", "ignore"],
      timeout: timeoutMs,
      killSignal: "SIGKILL",
      signal,
      windowsHide: true,
    });
    const chunks: Buffer[] = [];
    let bytes = 0;
    let isCutShort = false;
    child.stdout.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= outputBytes) {
        chunks.push(chunk);
        return;
      }
      isCutShort = true;
      child.kill("SIGKILL");
    });
    // A program that ends before it has read everything closes the pipe; how it ended is told by its exit code.
    child.stdin.on("error", () => {});
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({ exitCode, stdout: Buffer.concat(chunks).toString("utf8"), isCutShort }));
    child.stdin.end(input);
  });
}
