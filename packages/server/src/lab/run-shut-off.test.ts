import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runShutOff } from "./run-shut-off.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "muster-shut-off-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(code: string, { input = "", timeoutMs = 10_000, outputBytes = 10_000 } = {}) {
  const program = join(folder, "program.mjs");
  await writeFile(program, code);
  const allowance = { timeoutMs, memoryMiB: 64, outputBytes };
  return runShutOff({ program, args: [], readable: [folder], input, allowance, signal: new AbortController().signal });
}

describe("a program that is shut off", () => {
  it("reads what it is given, and says what it found", async () => {
    const ended = await run(
      "for await (const chunk of process.stdin) process.stdout.write(String(chunk).toUpperCase());",
      {
        input: "anna",
      },
    );
    expect(ended).toEqual({ exitCode: 0, stdout: "ANNA", isCutShort: false });
  });

  it.each([
    ["reads no other file", 'import { readFileSync } from "node:fs"; readFileSync("/etc/hostname");'],
    ["writes no file", `import { writeFileSync } from "node:fs"; writeFileSync("/tmp/muster-shut-off-never", "x");`],
    ["starts no program", 'import { spawnSync } from "node:child_process"; spawnSync("true");'],
    ["knows none of this process's environment", "if (Object.keys(process.env).length === 0) process.exit(3);"],
  ])("%s", async (_, code) => {
    const { exitCode } = await run(code);
    expect(exitCode).not.toBe(0);
  });

  it("is ended when it takes too long or says too much", async () => {
    expect(await run("setInterval(() => {}, 1_000);", { timeoutMs: 500 })).toMatchObject({ exitCode: null });
    const ended = await run('for (;;) process.stdout.write("x".repeat(10_000));', { outputBytes: 1_000 });
    expect(ended).toMatchObject({ exitCode: null, isCutShort: true });
  });
});
