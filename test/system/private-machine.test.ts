/**
 * Reads accounts and firewalls made by the real tools (useradd, chage, ufw, firewalld), in namespaces of their own with copies
 * of /etc and /run, so that this machine stays as it is. A case whose tool or privilege is missing is skipped with its reason.
 */
import { execFile, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { FirewallFacts } from "@muster/shared/facts/firewall.ts";
import { PasswordFacts } from "@muster/shared/facts/passwords.ts";
import { expect, it } from "vitest";
import { ROOT } from "../../scripts/child.ts";

const NAMESPACES = ["--mount", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"];

function whyNot(...programs: string[]): string | null {
  if (process.platform !== "linux" || process.geteuid?.() !== 0) return "it needs Linux and root";
  if (spawnSync("/usr/bin/unshare", [...NAMESPACES, "true"]).status !== 0) return "this sandbox refuses namespaces";
  const absent = programs.filter((program) => !existsSync(program));
  return absent.length > 0 ? `${absent.join(", ")} is not installed` : null;
}

/** Skips with a printed reason, or runs the scenario and gives what it printed. */
function itWith(programs: string[], name: string, test: () => Promise<void>): void {
  const reason = whyNot(...programs);
  if (reason !== null) console.log(`skipped: ${name}: ${reason}`);
  it.skipIf(reason !== null)(name, test);
}

/** What the scenario printed: an outcome of the agent per turn. */
async function play(scenario: string): Promise<Record<string, { facts?: unknown }>> {
  const folder = await mkdtemp(join(tmpdir(), "muster-private-"));
  try {
    const script = join(ROOT, `test/support/${scenario}-scenario.ts`);
    const args = [...NAMESPACES, process.execPath, script, folder];
    const { stdout } = await promisify(execFile)("/usr/bin/unshare", args, { timeout: 100_000 });
    return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
  } finally {
    await rm(folder, { recursive: true });
  }
}

const fingerprintOf = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");

itWith(
  ["/usr/sbin/useradd", "/usr/bin/chage", "/usr/sbin/usermod", "/usr/bin/passwd"],
  "accounts whose dates chage set are read to the day, and this machine's own stay as they are",
  async () => {
    const files = ["/etc/passwd", "/etc/shadow"];
    const before = files.map(fingerprintOf);
    const printed = await play("accounts");
    const { accounts } = PasswordFacts.parse(printed.accounts?.facts);
    const find = (name: string) => accounts.find((account) => account.name === name);
    expect(find("old")).toMatchObject({
      state: "set",
      lastSetAt: "2026-01-15T00:00:00.000Z",
      lastSetPrecision: "day",
      osMaxAgeDays: 90,
      neverExpires: false,
    });
    expect(find("fresh")).toMatchObject({ lastSetAt: "2026-05-31T00:00:00.000Z", neverExpires: true });
    expect(find("must-change")).toMatchObject({ state: "must-change", lastSetAt: null });
    expect(find("ageless")).toMatchObject({ state: "set", lastSetAt: null });
    expect(find("locked")).toMatchObject({ state: "locked" });
    expect(find("open")).toMatchObject({ state: "none" });
    expect(find("robot")).toBeUndefined();
    expect(JSON.stringify(printed)).not.toContain("NotARealHash");
    expect(files.map(fingerprintOf)).toEqual(before);
  },
);

type Turns = Awaited<ReturnType<typeof play>>;

function readTurn(turns: Turns, name: string) {
  const { profiles, tool, fingerprint, startsAtBoot } = FirewallFacts.parse(turns[name]?.facts);
  return { states: profiles.map(({ state }) => state), tool, fingerprint, startsAtBoot };
}

itWith(["/usr/sbin/ufw"], "a real ufw is on, open by its default, and off", async () => {
  const turns = await play("ufw");
  const enabled = readTurn(turns, "enabled");
  expect(enabled).toMatchObject({ states: ["on", "on"], tool: "ufw", startsAtBoot: true });
  expect(readTurn(turns, "again").fingerprint).toBe(enabled.fingerprint);
  expect(readTurn(turns, "withPort").states).toEqual(["on", "on"]);
  expect(readTurn(turns, "withPort").fingerprint).not.toBe(enabled.fingerprint);
  expect(readTurn(turns, "allowing").states).toEqual(["off", "off"]);
  expect(readTurn(turns, "disabled")).toMatchObject({ states: ["off", "off"], startsAtBoot: false });
});

itWith(
  ["/usr/sbin/firewalld", "/usr/bin/dbus-daemon"],
  "a real firewalld is on, but for its zone of trust",
  async () => {
    const turns = await play("firewalld");
    expect(readTurn(turns, "public")).toMatchObject({ states: ["on", "on"], tool: "firewalld", startsAtBoot: true });
    expect(readTurn(turns, "trusted").states).toEqual(["off", "off"]);
    expect(readTurn(turns, "drop")).toMatchObject({ states: ["on", "on"], startsAtBoot: false });
  },
);
