import type { AccountPassword, PasswordFacts } from "@muster/shared/facts/passwords.ts";
import { MAX_ACCOUNTS, MAX_NAME_CHARS } from "@muster/shared/limits.ts";
import { clip, type Instant, toInstant } from "@muster/shared/text.ts";
import type { Ask, Reader, Reading } from "../reader.ts";
import type { CommandSource } from "../source.ts";
import { isLoginShell } from "./linux-accounts.ts";

const USERS: CommandSource = {
  kind: "command",
  id: "dscl-users",
  tells: "local accounts, their ids and shells, and when each password was last set",
  programs: ["/usr/bin/dscl"],
  args: [
    ".",
    "-readall",
    "/Users",
    "RecordName",
    "UniqueID",
    "UserShell",
    "IsHidden",
    "OriginalNodeName",
    "accountPolicyData",
  ],
  privilege: "root",
  remedy: "run the agent as root; without it macOS shows only your own record",
};

const POLICIES: CommandSource = {
  kind: "command",
  id: "pwpolicy",
  tells: "after how many days macOS itself makes passwords expire",
  programs: ["/usr/bin/pwpolicy"],
  args: ["-getaccountpolicies"],
  privilege: "none",
};

/** The first uid that macOS gives to people. */
const FIRST_HUMAN_UID = 501;

/** One record of `dscl`; what it does not name is null. */
type DsclRecord = {
  name: string | null;
  uid: number | null;
  shell: string | null;
  isHidden: boolean;
  isNetwork: boolean;
  lastSetAt: Instant | null;
};

function attribute(record: string, name: string): string | null {
  const match = new RegExp(`^(?:dsAttrTypeNative:)?${name}:[ \\t]*(?:\\r?\\n[ \\t]+)?(\\S[^\\r\\n]*)`, "m").exec(
    record,
  );
  return match?.[1]?.trim() ?? null;
}

/** `passwordLastSetTime` within the record's property list: seconds since 1970 UTC, with a fraction. */
function parseLastSet(record: string): Instant | null {
  const match = /<key>passwordLastSetTime<\/key>\s{0,40}<real>(\d{1,11}(?:\.\d{1,20})?)<\/real>/.exec(record);
  const epochMs = Math.floor(Number(match?.[1] ?? 0) * 1000);
  return epochMs > 0 && epochMs < Date.UTC(9999, 0, 1) ? toInstant(epochMs) : null;
}

/** Reads `dscl . -readall /Users …`, or one record of `dscl . -read`; records are parted by a line with a dash. */
function parseDsclRecords(text: string): DsclRecord[] {
  return text
    .split(/^-[ \t]*\r?$/m)
    .filter((record) => /^(?:dsAttrTypeNative:)?(?:RecordName|UniqueID|accountPolicyData):/m.test(record))
    .map((record) => {
      const uid = attribute(record, "UniqueID");
      return {
        name: attribute(record, "RecordName")?.split(" ")[0] ?? null,
        uid: uid !== null && /^-?\d{1,10}$/.test(uid) ? Number(uid) : null,
        shell: attribute(record, "UserShell"),
        isHidden: /^(?:1|YES|TRUE)$/i.test(attribute(record, "IsHidden") ?? ""),
        isNetwork: attribute(record, "OriginalNodeName") !== null,
        lastSetAt: parseLastSet(record),
      };
    });
}

/**
 * Reads `pwpolicy -getaccountpolicies`: the first line is no XML. Days of the shortest expiry; null when no policy names
 * one.
 */
export function parseExpiryDays(text: string): number | null {
  const days = [
    ...text.matchAll(/<key>policyAttributeExpiresEveryNDays<\/key>\s{0,40}<(?:integer|string)>(\d{1,5})</g),
  ];
  return days.length === 0 ? null : Math.min(...days.map((match) => Number(match[1])));
}

function isHuman(record: DsclRecord): boolean {
  // A record read alone has neither id nor shell: whoever asked for it knew whom they asked about.
  if (record.uid === null) return record.name === null || !record.name.startsWith("_");
  return record.uid >= FIRST_HUMAN_UID && !record.isHidden && (record.shell === null || isLoginShell(record.shell));
}

function toAccount(record: DsclRecord, maxAgeDays: number | null): AccountPassword {
  const always = { name: clip(record.name ?? "unnamed", MAX_NAME_CHARS), lastSetPrecision: "instant" } as const;
  if (record.isNetwork) {
    const source = "a mobile account: its directory knows the password";
    return {
      ...always,
      home: "domain",
      state: "unknown",
      lastSetAt: null,
      neverExpires: null,
      osMaxAgeDays: null,
      source,
    };
  }
  return {
    ...always,
    home: "local",
    state: record.lastSetAt === null ? "unknown" : "set",
    lastSetAt: record.lastSetAt,
    neverExpires: maxAgeDays === null ? null : false,
    osMaxAgeDays: maxAgeDays,
    source: record.lastSetAt === null ? "dscl: no date in the record" : "dscl: passwordLastSetTime",
  };
}

async function read(ask: Ask): Promise<Reading<PasswordFacts>> {
  const [users, policies] = await Promise.all([ask(USERS), ask(POLICIES)]);
  if (users.kind === "denied") return { kind: "denied", reason: users.reason };
  if (users.kind !== "answered")
    return { kind: "failed", reason: "reason" in users ? users.reason : "dscl did not answer" };
  const records = parseDsclRecords(users.stdout);
  if (records.length === 0) return { kind: "failed", reason: "dscl listed no account" };
  const isPolicyRead = policies.kind === "answered" && policies.exitCode === 0;
  const maxAgeDays = isPolicyRead ? parseExpiryDays(policies.stdout) : null;
  const people = records.filter(isHuman).map((record) => toAccount(record, maxAgeDays));
  return { kind: "read", facts: { accounts: people.slice(0, MAX_ACCOUNTS) } };
}

/** Passwords of people on macOS. */
export const macosPasswords: Reader<"passwords"> = {
  probe: "passwords",
  platform: "darwin",
  sources: [USERS, POLICIES],
  origins: [
    {
      fact: "last set",
      source: "dscl-users",
      fallback: null,
      confidence: "date",
      gaps: "Without root only the agent's own record; migrated and mobile accounts have no date.",
    },
    {
      fact: "maximum age",
      source: "pwpolicy",
      fallback: null,
      confidence: "exact",
      gaps: "Policies of an MDM profile may be absent.",
    },
    {
      fact: "must change, locked",
      source: "dscl-users",
      fallback: null,
      confidence: "none",
      gaps: "macOS keeps both in its policy evaluation, which no command prints.",
    },
  ],
  read,
};
