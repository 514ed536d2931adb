import { describe, expect, it } from "vitest";
import { type Answer, answered, MISSING, SKIPPED } from "../answer.ts";
import { scriptedAsk } from "../scripted-ask.ts";
import { linuxPasswords } from "./linux.ts";
import { parseUidRange } from "./linux-accounts.ts";
import { classifyHash } from "./shadow.ts";

// Looks like a hash to the parser; it is the hash of nothing.
const HASH = "$y$j9T$NotARealSaltAtAll$NotARealHashOfAnythingAtAllNotAReal";

const PASSWD = answered(
  [
    "root:x:0:0:root:/root:/bin/bash",
    "daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin",
    "mail:x:8:8:mail:/var/mail:/bin/sh",
    "alice:x:1000:1000:Alice,,,:/home/alice:/bin/bash",
    "robot:x:1001:1001::/srv:/usr/sbin/nologin",
    "bob:x:60001:60001:beyond UID_MAX:/home/bob:/bin/zsh",
    "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin",
    "+::::::",
    "broken line",
  ].join("\n"),
);

async function accounts(shadow: string, more: Record<string, Answer> = {}) {
  const reading = await linuxPasswords.read(
    scriptedAsk({ shadow: answered(shadow), passwd: PASSWD, ...more }, MISSING),
  );
  if (reading.kind !== "read") throw new Error(`${reading.kind}: ${reading.reason}`);
  return reading.facts.accounts;
}

describe("what a password field holds", () => {
  it.each([
    ["", "none"],
    ["!", "locked"],
    ["!!", "locked"],
    ["*", "locked"],
    [`!${HASH}`, "locked"],
    [HASH, "set"],
    ["$6$rounds=5000$saltsalt$abcdefghijklmnopqrstuvwx", "set"],
    ["abcdefghijklm", "set"],
    ["NP", "unknown"],
    ["$6$", "unknown"],
  ])("%j is %s", (field, kind) => {
    expect(classifyHash(field)).toBe(kind);
  });
});

describe("passwords on Linux", () => {
  it("counts whole days from 1970 in UTC", async () => {
    const all = await accounts(`root:${HASH}:20602:0:90:7:::\n`);
    expect(all.find(({ name }) => name === "root")).toMatchObject({
      name: "root",
      state: "set",
      lastSetAt: "2026-05-29T00:00:00.000Z",
      lastSetPrecision: "day",
      neverExpires: false,
      osMaxAgeDays: 90,
    });
  });

  it("knows nothing of the age where aging is off", async () => {
    const all = await accounts(`alice:${HASH}::0:90:7:::\n`);
    expect(all.find(({ name }) => name === "alice")).toMatchObject({
      state: "set",
      lastSetAt: null,
      neverExpires: true,
    });
  });

  it("takes day 0 for a password that must be changed, not for 1970", async () => {
    const all = await accounts(`alice:${HASH}:0:0:99999:7:::\n`);
    expect(all.find(({ name }) => name === "alice")).toMatchObject({ state: "must-change", lastSetAt: null });
  });

  it.each(["99999", "", "-1"])("never expires with a maximum of %j", async (max) => {
    const all = await accounts(`alice:${HASH}:20602:0:${max}:7:::\n`);
    expect(all.find(({ name }) => name === "alice")).toMatchObject({ neverExpires: true, osMaxAgeDays: null });
  });

  it("lists people only: no daemon, no nologin shell, nobody beyond UID_MAX", async () => {
    const lines = ["root", "daemon", "mail", "alice", "robot", "bob", "nobody"].map(
      (name) => `${name}:!:20602:0:99999:7:::`,
    );
    expect((await accounts(lines.join("\n"))).map(({ name }) => name)).toEqual(["alice", "root"]);
  });

  it("lists root with a nologin shell while its password works", async () => {
    const passwd = answered("root:x:0:0:root:/root:/usr/sbin/nologin\n");
    expect(await accounts(`root:${HASH}:20602:0:99999:7:::`, { passwd })).toHaveLength(1);
    expect(await accounts("root:!:20602:0:99999:7:::", { passwd })).toHaveLength(0);
  });

  it("follows UID_MIN and UID_MAX of login.defs, but not its comments", () => {
    expect(parseUidRange("# UID_MIN 5\nUID_MIN\t\t 500\nUID_MAX 70000\nPASS_MAX_DAYS 99999\n")).toEqual({
      min: 500,
      max: 70000,
    });
    expect(parseUidRange("")).toEqual({ min: 1000, max: 60000 });
  });

  it("tells locked, none and must-change apart", async () => {
    expect(
      (await accounts("alice:!:20602:0:99999:7:::\nroot::20602:0:99999:7:::")).map(({ name, state }) => [name, state]),
    ).toEqual([
      ["alice", "locked"],
      ["root", "none"],
    ]);
  });

  it("does not know an account that the shadow file leaves out, or whose line is cut", async () => {
    expect(await accounts(`root:${HASH}:20602:0:99999:7:::\nalice:`)).toMatchObject([
      { name: "alice", state: "unknown", source: "not in /etc/shadow" },
      { name: "root", state: "set" },
    ]);
  });

  it("takes the first line of a name, as the C library does", async () => {
    const all = await accounts(`alice:!:20602:0:99999:7:::\nalice:${HASH}:1:0:99999:7:::`);
    expect(all.find(({ name }) => name === "alice")?.state).toBe("locked");
  });

  it("lets no hash out, whatever the rest of the line is like", async () => {
    const shadow = [`root:${HASH}:x:y:z`, `alice:${HASH}:20602:0:99999:7:::`, `${HASH}:${HASH}:1:2:3:4:5:6:7`].join(
      "\n",
    );
    for (const passwd of [PASSWD, SKIPPED, answered(`alice:${HASH}:1000:1000::/home:/bin/sh`)]) {
      const reading = await linuxPasswords.read(scriptedAsk({ shadow: answered(shadow), passwd }, MISSING));
      expect(JSON.stringify(reading)).not.toContain("NotARealHash");
    }
  });

  it("is denied without root, with what would mend it", async () => {
    const denied: Answer = { kind: "denied", reason: "this account may not read /etc/shadow" };
    expect(await linuxPasswords.read(scriptedAsk({ shadow: denied, passwd: PASSWD }, MISSING))).toEqual({
      kind: "denied",
      reason: "Only root may read /etc/shadow; run the agent as root.",
    });
  });

  it("keeps the 200 accounts longest without a change", async () => {
    const names = Array.from({ length: 300 }, (_, index) => `user${index}`);
    const passwd = answered(names.map((name, index) => `${name}:x:${1000 + index}:100::/home:/bin/sh`).join("\n"));
    const all = await accounts(names.map((name, index) => `${name}:${HASH}:${20602 - index}:0:99999:7:::`).join("\n"), {
      passwd,
    });
    expect(all).toHaveLength(200);
    expect(all[0]?.name).toBe("user299");
  });
});
