/**
 * Reads this real machine, and rule sets made with the real tools in a network namespace of their own.
 * A case whose tool or privilege is missing is skipped with a printed reason.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OutcomesByProbe } from "@muster/shared/report.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { collectOutcomes, DEFAULT_PATHS, systemSources } from "../../packages/agent/src/collect/collect-outcomes.ts";

const NAMESPACE = `muster-${process.pid}`;
const IP = "/usr/sbin/ip";
const isRoot = process.geteuid?.() === 0;

function inNamespace(program: string, args: string[], input?: string) {
  return spawnSync(IP, ["netns", "exec", NAMESPACE, program, ...args], { input, encoding: "utf8" });
}

/** Whether a program is here, with a printed reason when it is not. */
function has(program: string): boolean {
  const isHere = existsSync(program);
  if (!isHere) console.log(`skipped: ${program} is not installed`);
  return isHere;
}

function canMakeNamespaces(): boolean {
  if (process.platform !== "linux" || !isRoot || !existsSync(IP)) {
    console.log("skipped: network namespaces need Linux, root and iproute2");
    return false;
  }
  const isMade = spawnSync(IP, ["netns", "add", `${NAMESPACE}-try`]).status === 0;
  if (isMade) execFileSync(IP, ["netns", "delete", `${NAMESPACE}-try`]);
  else console.log("skipped: this sandbox refuses network namespaces");
  return isMade;
}

const COLLECT = `
import { collectOutcomes, DEFAULT_PATHS, systemSources } from ${JSON.stringify(
  new URL("../../packages/agent/src/collect/collect-outcomes.ts", import.meta.url).href,
)};
const outcomes = await collectOutcomes({ platform: "linux", sources: systemSources(), paths: DEFAULT_PATHS, now: Date.now });
process.stdout.write(JSON.stringify(outcomes));
`;

type Firewall = NonNullable<OutcomesByProbe["firewall"]>;

/** The firewall as an agent started within the namespace reads it. */
function readFirewall(): Firewall {
  const run = inNamespace(process.execPath, ["--input-type=module", "--eval", COLLECT]);
  const { firewall } = OutcomesByProbe.parse(JSON.parse(run.stdout));
  if (firewall === undefined) throw new Error(run.stderr);
  return firewall;
}

function states(): string[] {
  const firewall = readFirewall();
  return firewall.kind === "read" ? firewall.facts.profiles.map(({ state }) => state) : [firewall.kind];
}

describe.runIf(process.platform === "linux")("this machine", () => {
  const options = { platform: "linux", sources: systemSources(), paths: DEFAULT_PATHS, now: Date.now } as const;

  it("is read without a fault, each outcome in its form", async () => {
    const outcomes = await collectOutcomes(options);
    expect(OutcomesByProbe.safeParse(outcomes).success).toBe(true);
    expect(outcomes.machine?.kind).toBe("read");
    expect(JSON.stringify(outcomes)).not.toMatch(/Unexpected fault|do not have their form/);
  });

  it("says the same at a second reading", async () => {
    const read = async () => {
      const { storage: _storage, ...outcomes } = await collectOutcomes(options);
      return JSON.stringify(outcomes, (key, value) =>
        key === "observedAt" || key === "durationMs" ? undefined : value,
      );
    };
    expect(await read()).toBe(await read());
  });

  it("is read with less than 150 ms of CPU once the agent is running", async () => {
    await collectOutcomes(options);
    const before = process.cpuUsage();
    await collectOutcomes(options);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(150);
  });

  it.runIf(isRoot && existsSync("/usr/bin/setpriv"))("denies what an ordinary account may not read", () => {
    // --no-new-privs and another uid: an account without any right.
    const args = [
      "--reuid=65534",
      "--regid=65534",
      "--clear-groups",
      process.execPath,
      "--input-type=module",
      "--eval",
      COLLECT,
    ];
    const run = spawnSync("/usr/bin/setpriv", args, { encoding: "utf8" });
    if (run.status !== 0) {
      console.log("skipped: another account may not read this checkout");
      return;
    }
    const outcomes = OutcomesByProbe.parse(JSON.parse(run.stdout));
    expect(outcomes.passwords).toMatchObject({ kind: "denied", reason: expect.stringContaining("as root") });
    expect(["denied", "failed"]).toContain(outcomes.firewall?.kind);
  });
});

describe.runIf(canMakeNamespaces())("real rules in a namespace", () => {
  beforeAll(() => execFileSync(IP, ["netns", "add", NAMESPACE]));
  afterAll(() => execFileSync(IP, ["netns", "delete", NAMESPACE]));

  describe.runIf(has("/usr/sbin/nft"))("by nft", () => {
    beforeEach(() => {
      inNamespace("/usr/sbin/nft", ["flush", "ruleset"]);
    });
    const load = (rules: string) => {
      const run = inNamespace(
        "/usr/sbin/nft",
        ["-f", "-"],
        `table inet t { chain in { type filter hook input priority 0; ${rules}\n}\n}\n`,
      );
      expect(run.stderr).toBe("");
    };

    it.each([
      [
        "policy drop; ct state established,related accept; iif lo accept; tcp dport { 22, 80-90 } accept;",
        ["on", "on"],
      ],
      [
        "policy accept; ct state vmap { established : accept, related : accept, invalid : drop }; reject with icmpx admin-prohibited;",
        ["on", "on"],
      ],
      ["policy drop; ct state new accept;", ["off", "off"]],
      ["policy drop; meta nfproto ipv6 accept;", ["on", "off"]],
      ["policy accept; tcp dport 22 drop;", ["off", "off"]],
      ["policy drop; ip saddr { 10.0.0.0/8, 192.168.1.5 } accept; ip6 saddr fe80::/10 accept;", ["on", "on"]],
    ])("%s is %j", (rules, expected) => {
      load(rules);
      expect(states()).toEqual(expected);
    });

    it("keeps its fingerprint while packets are counted, and changes it with a rule", () => {
      const read = () => {
        const firewall = readFirewall();
        return firewall.kind === "read" ? firewall.facts.fingerprint : null;
      };
      load("policy drop; counter accept;");
      const first = read();
      inNamespace(IP, ["link", "set", "lo", "up"]);
      inNamespace("/bin/bash", ["-c", "echo x > /dev/udp/127.0.0.1/9"]);
      expect(read()).toBe(first);
      inNamespace("/usr/sbin/nft", ["add", "rule", "inet", "t", "in", "tcp", "dport", "22", "accept"]);
      expect(read()).not.toBe(first);
    });
  });

  describe.runIf(has("/usr/sbin/iptables-nft"))("by iptables over nftables", () => {
    it("is read though nft itself cannot show the rules", () => {
      inNamespace("/usr/sbin/nft", ["flush", "ruleset"]);
      inNamespace("/usr/sbin/iptables-nft", [
        "-A",
        "INPUT",
        "-m",
        "conntrack",
        "--ctstate",
        "RELATED,ESTABLISHED",
        "-j",
        "ACCEPT",
      ]);
      inNamespace("/usr/sbin/iptables-nft", ["-A", "INPUT", "-j", "REJECT"]);
      expect(states()).toEqual(["on", "off"]);
    });
  });

  describe.runIf(has("/usr/sbin/iptables-legacy"))("by legacy iptables", () => {
    it("closes what nftables leaves open", () => {
      inNamespace("/usr/sbin/nft", ["flush", "ruleset"]);
      if (inNamespace("/usr/sbin/iptables-legacy", ["-P", "INPUT", "DROP"]).status !== 0) {
        console.log("skipped: this kernel has no legacy iptables");
        return;
      }
      expect(states()).toEqual(["on", "off"]);
      inNamespace("/usr/sbin/iptables-legacy", ["-P", "INPUT", "ACCEPT"]);
    });
  });
});

describe.runIf(process.platform === "linux")("crafted files", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "muster-probes-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const collect = (paths: Partial<typeof DEFAULT_PATHS>) =>
    collectOutcomes({
      platform: "linux",
      sources: systemSources(),
      paths: { ...DEFAULT_PATHS, ...paths },
      now: Date.now,
    });

  it("show an account whose password is old", async () => {
    const shadowFile = join(folder, "shadow");
    const passwdFile = join(folder, "passwd");
    await writeFile(shadowFile, "anna:$y$j9T$NotARealSalt$NotARealHashOfAnything:20000:0:90:7:::\n");
    await writeFile(passwdFile, "anna:x:1000:1000::/home/anna:/bin/bash\n");
    const { passwords } = await collect({ shadowFile, passwdFile, loginDefsFile: join(folder, "none") });
    expect(passwords).toMatchObject({
      kind: "read",
      facts: { accounts: [{ name: "anna", state: "set", lastSetAt: "2024-10-04T00:00:00.000Z", osMaxAgeDays: 90 }] },
    });
    expect(JSON.stringify(passwords)).not.toContain("NotARealHash");
  });
});
