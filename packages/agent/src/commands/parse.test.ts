import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { listSources, parseCapture, registerParse } from "./parse.ts";

type Flags = Parameters<typeof parseCapture>[1];

async function parse(probe: string | undefined, flags: Partial<Flags>, input = "") {
  const said = { printed: "", complained: "", exitCode: 0 };
  await parseCapture(
    probe,
    { exitCode: "0", ...flags },
    {
      readInput: async () => Buffer.from(input),
      print: (text) => {
        said.printed += text;
      },
      complain: (text) => {
        said.complained += text;
      },
      setExitCode: (code) => {
        said.exitCode = code;
      },
    },
  );
  return said;
}

describe("parse", () => {
  it("prints the facts of a capture from standard input, as of the instant given", async () => {
    const said = await parse(
      "firewall",
      { platform: "linux", source: "ufw", now: "2026-06-01T00:00:00Z" },
      "Status: inactive\n",
    );
    expect(JSON.parse(said.printed)).toMatchObject({
      kind: "read",
      facts: { tool: "ufw", profiles: [{ state: "off" }, { state: "off" }] },
      observedAt: "2026-06-01T00:00:00.000Z",
    });
    expect(said.exitCode).toBe(0);
  });

  it("minds the exit code", async () => {
    const said = await parse(
      "encryption",
      { platform: "darwin", source: "fdesetup", exitCode: "1" },
      "FileVault is On.\n",
    );
    expect(JSON.parse(said.printed).kind).toBe("failed");
    expect(said.exitCode).toBe(1);
  });

  it.each([
    [undefined, {}, /Name a probe/],
    ["nonsense", {}, /Name a probe/],
    ["firewall", {}, /--platform, one of: linux, darwin, win32/],
    ["firewall", { platform: "darwin" }, /--source, one of: socketfilterfw/],
    ["firewall", { platform: "darwin", source: "nft" }, /--source, one of/],
    ["firewall", { platform: "darwin", source: "socketfilterfw", exitCode: "x" }, /--exit-code/],
    ["firewall", { platform: "darwin", source: "socketfilterfw", now: "yesterday" }, /--now/],
  ] as const)("says what is wrong with %s %j", async (probe, flags, complaint) => {
    const said = await parse(probe, flags);
    expect(said.complained).toMatch(complaint);
    expect(said.exitCode).toBe(2);
  });

  it("lists every source once, with what it stands for", () => {
    const keys = listSources()
      .split("\n")
      .map((line) => line.split("\t").slice(0, 3).join(" "));
    expect(new Set(keys).size).toBe(keys.length);
    expect(listSources()).toContain("firewall\tlinux\tnft\t/usr/sbin/nft -j list ruleset");
  });

  it("joins a program", () => {
    const program = new Command();
    registerParse(program);
    expect(program.commands.map((command) => command.name())).toEqual(["parse"]);
  });
});
