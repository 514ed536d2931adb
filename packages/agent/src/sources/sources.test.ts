import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { POWERSHELL_SOURCES, READERS } from "../probes/catalogue.ts";
import { DEFAULT_PATHS } from "../probes/probe-paths.ts";
import { decodeText } from "./decode-text.ts";
import { listProcesses } from "./list-processes.ts";
import { measureSpace } from "./measure-space.ts";
import { readTextFile } from "./read-file.ts";
import { runCommand } from "./run-command.ts";
import { buildScript, parseSections } from "./run-powershell.ts";
import { systemSources } from "./system-sources.ts";

const isLinux = process.platform === "linux";
const signal = new AbortController().signal;
const run = (
  program: string,
  args: string[],
  more: { timeoutMs?: number; maxOutputBytes?: number; signal?: AbortSignal } = {},
) => runCommand({ program, args, signal, ...more });

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "muster-sources-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe.runIf(isLinux)("running a program", () => {
  it("gives both streams and the exit code, in the C locale with nothing else of the environment", async () => {
    const answer = await run("/bin/sh", ["-c", "echo out; echo err >&2; env; exit 3"]);
    expect(answer).toMatchObject({ kind: "answered", stderr: "err\n", exitCode: 3 });
    expect(answer.kind === "answered" && answer.stdout).toMatch(/^out\n(?:[^\n]*\n)*LC_ALL=C\n/);
    expect(answer.kind === "answered" && answer.stdout).not.toContain("HOME=");
  });

  it("that is not there is an answer, not an exception", async () => {
    expect(await run("/nonexistent/program", [])).toEqual({ kind: "missing" });
  });

  it("that may not be run is denied", async () => {
    const path = join(folder, "plain.txt");
    await writeFile(path, "text", { mode: 0o600 });
    expect(await run(path, [])).toMatchObject({ kind: "denied" });
  });

  it("that hangs is ended with its children, and what it had said is kept", async () => {
    const startedMs = performance.now();
    const answer = await run("/bin/sh", ["-c", "echo before; sleep 60 & sleep 60"], { timeoutMs: 300 });
    expect(answer).toMatchObject({ kind: "failed", partialStdout: "before\n" });
    expect(performance.now() - startedMs).toBeLessThan(3_000);
  });

  it("that hangs takes the processes that it started with it", async () => {
    const answer = await run("/bin/sh", ["-c", "sleep 60 & echo $!; wait"], { timeoutMs: 300 });
    const childId = answer.kind === "failed" ? (answer.partialStdout?.trim() ?? "") : "";
    expect(childId).toMatch(/^\d+$/);
    const isAlive = async () => {
      const status = await readTextFile(`/proc/${childId}/stat`);
      return status.kind === "answered" && !/\) [ZX] /.test(status.stdout);
    };
    await expect.poll(isAlive).toBe(false);
  });

  it("that prints without end is stopped at the cap", async () => {
    expect(
      await run("/bin/sh", ["-c", "while :; do echo yyyyyyyyyyyyyyyy; done"], { maxOutputBytes: 10_000 }),
    ).toMatchObject({
      kind: "failed",
      reason: "/bin/sh printed more than 10000 bytes",
    });
  });

  it("ends when the collection is stopped", async () => {
    const stop = new AbortController();
    const started = join(folder, "started");
    await run("/usr/bin/mkfifo", [started]);
    const answer = run("/bin/sh", ["-c", 'echo > "$0"; exec sleep 60', started], { signal: stop.signal });
    await readFile(started);
    stop.abort();
    expect(await answer).toMatchObject({ kind: "failed", reason: "/bin/sh was stopped before it had answered" });
  });

  it("passes arguments as they are, without a shell", async () => {
    expect(await run("/bin/echo", ["$HOME; ls *"])).toMatchObject({ stdout: "$HOME; ls *\n" });
  });
});

describe("reading a file", () => {
  it("keeps to its limit, or takes the head alone", async () => {
    const path = join(folder, "long.txt");
    await writeFile(path, "x".repeat(1_000));
    expect(await readTextFile(path, 512)).toMatchObject({ kind: "failed" });
    expect(await readTextFile(path, 512, true)).toMatchObject({ kind: "answered", stdout: "x".repeat(512) });
    expect(await readTextFile(path, 1_000)).toMatchObject({ kind: "answered" });
  });

  it("that is missing, or a folder, is no exception", async () => {
    expect(await readTextFile(join(folder, "none"))).toEqual({ kind: "missing" });
    expect(await readTextFile(folder)).toMatchObject({ kind: "failed" });
  });

  it.runIf(isLinux)("does not wait for a pipe in a file's place", async () => {
    const path = join(folder, "pipe");
    await run("/usr/bin/mkfifo", [path]);
    expect(await readTextFile(path)).toMatchObject({ kind: "failed", reason: `${path} is not a file` });
  });

  it.runIf(isLinux)("in the home of the agent's own account is found there", async () => {
    await mkdir(join(folder, ".config"));
    await writeFile(join(folder, ".config/kscreenlockerrc"), "[Daemon]\nTimeout=7\n");
    const source = READERS.flatMap(({ sources }) => sources).find(({ id }) => id === "kde-lock");
    if (source?.kind !== "file") throw new Error("no such source");
    vi.stubEnv("HOME", folder);
    expect(await systemSources().ask(source, { paths: DEFAULT_PATHS, signal })).toMatchObject({
      stdout: "[Daemon]\nTimeout=7\n",
    });
    vi.unstubAllEnvs();
  });

  it("decodes UTF-16LE and UTF-8 by their marks", () => {
    expect(decodeText(Buffer.from("\uFEFFMaximumPasswordAge = 42", "utf16le"))).toBe("MaximumPasswordAge = 42");
    expect(decodeText(Buffer.from("\uFEFFtext", "utf8"))).toBe("text");
  });
});

it.runIf(isLinux)("running programs are listed by name, this one among them", () => {
  const answer = listProcesses();
  expect(answer.kind === "answered" && answer.stdout.split("\n").length).toBeGreaterThan(1);
});

it("the room of a file system is measured in bytes", async () => {
  const answer = await measureSpace(["/"]);
  expect(answer.kind === "answered" && JSON.parse(answer.stdout)).toMatchObject([
    { path: "/", sizeBytes: expect.any(Number) },
  ]);
  expect(await measureSpace(["/nonexistent"])).toEqual({ kind: "missing" });
});

describe("PowerShell", () => {
  it("gets one script that fits a command line", () => {
    const script = buildScript(POWERSHELL_SOURCES);
    // CreateProcess takes 32,767 characters, and each quote is escaped.
    expect(script.replaceAll('"', '\\"').length).toBeLessThan(30_000);
    expect(script.match(/^Section \d+ \{/gm)).toHaveLength(POWERSHELL_SOURCES.length);
  });

  it("answers each section by position, whatever else is printed", () => {
    const stdout =
      '\uFEFFWARNING: x\r\n@muster {"n":1,"ok":true,"rows":[{"a":1}]}\r\n@muster {"n":0,"ok":false,"fault":"0x800106ba Boom"}\r\n';
    expect(parseSections(stdout, 3, "timed out")).toEqual([
      { kind: "answered", stdout: "", stderr: "0x800106ba Boom", exitCode: 1 },
      { kind: "answered", stdout: '[{"a":1}]', stderr: "", exitCode: 0 },
      { kind: "failed", reason: "timed out" },
    ]);
  });

  it("that is cut off in a section fails that one alone", () => {
    expect(
      parseSections('@muster {"n":0,"ok":true,"rows":[]}\n@muster {"n":1,"ok":tr', 2, "cut").map(({ kind }) => kind),
    ).toEqual(["answered", "failed"]);
  });
});
