import type { AccountPassword, PasswordFacts } from "@muster/shared/facts/passwords.ts";
import { MAX_ACCOUNTS, MAX_NAME_CHARS } from "@muster/shared/limits.ts";
import { clip } from "@muster/shared/text.ts";
import type { Answer } from "../answer.ts";
import type { Ask, Reader, Reading } from "../reader.ts";
import type { FileSource } from "../source.ts";
import { DEFAULT_UID_RANGE, isLoginShell, type PasswdEntry, parsePasswd, parseUidRange } from "./linux-accounts.ts";
import { classifyHash, parseShadow, type ShadowEntry } from "./shadow.ts";

const SHADOW = {
  kind: "file",
  id: "shadow",
  tells: "when each local password was last set, and whether it is locked or must be changed",
  path: (paths) => paths.shadowFile,
  privilege: "root",
  remedy: "run the agent as root",
} as const satisfies FileSource;

const PASSWD = {
  kind: "file",
  id: "passwd",
  tells: "the local accounts, their user ids and shells",
  path: (paths) => paths.passwdFile,
  privilege: "none",
} as const satisfies FileSource;

const LOGIN_DEFS = {
  kind: "file",
  id: "login-defs",
  tells: "which user ids belong to people (UID_MIN, UID_MAX)",
  path: (paths) => paths.loginDefsFile,
  privilege: "none",
} as const satisfies FileSource;

function stateOf(entry: ShadowEntry): AccountPassword["state"] {
  return entry.hashKind === "set" && entry.mustChange ? "must-change" : entry.hashKind;
}

function toAccount(user: PasswdEntry, entry: ShadowEntry | undefined): AccountPassword {
  const always = { name: clip(user.name, MAX_NAME_CHARS), home: "local", lastSetPrecision: "day" } as const;
  // passwd(5): anything but "x" in the second field stands instead of the shadow entry.
  if (user.passwordField !== "x") {
    const state = classifyHash(user.passwordField);
    return { ...always, state, lastSetAt: null, neverExpires: null, osMaxAgeDays: null, source: "/etc/passwd itself" };
  }
  if (entry === undefined) {
    const source = "not in /etc/shadow";
    return { ...always, state: "unknown", lastSetAt: null, neverExpires: null, osMaxAgeDays: null, source };
  }
  return {
    ...always,
    state: stateOf(entry),
    lastSetAt: entry.lastSetAt,
    neverExpires: entry.neverExpires,
    osMaxAgeDays: entry.maxAgeDays,
    source: "/etc/shadow",
  };
}

// The accounts longest without a change come first, so that a cut at the limit leaves out the least interesting.
function byAge(a: AccountPassword, b: AccountPassword): number {
  return (a.lastSetAt ?? "").localeCompare(b.lastSetAt ?? "") || (a.name < b.name ? -1 : 1);
}

function isHuman(user: PasswdEntry, account: AccountPassword, range: { min: number; max: number }): boolean {
  if (user.uid === 0) return isLoginShell(user.shell) || account.state === "set" || account.state === "must-change";
  return user.uid >= range.min && user.uid <= range.max && isLoginShell(user.shell);
}

function withoutShadow(answer: Exclude<Answer, { kind: "answered" }>): Reading<PasswordFacts> {
  switch (answer.kind) {
    case "denied":
      return { kind: "denied", reason: "Only root may read /etc/shadow; run the agent as root." };
    case "missing":
      return { kind: "unsupported", reason: "This machine keeps no /etc/shadow." };
    case "failed":
      return { kind: "failed", reason: answer.reason };
    case "skipped":
      return { kind: "failed", reason: "/etc/shadow was not read." };
  }
}

async function read(ask: Ask): Promise<Reading<PasswordFacts>> {
  const [shadow, passwd, loginDefs] = await Promise.all([ask(SHADOW), ask(PASSWD), ask(LOGIN_DEFS)]);
  if (shadow.kind !== "answered") return withoutShadow(shadow);
  const entries = parseShadow(shadow.stdout);
  if (passwd.kind === "skipped") return { kind: "read", facts: { accounts: withoutPasswd(entries) } };
  if (passwd.kind !== "answered") return { kind: "failed", reason: "/etc/passwd could not be read." };
  const range = loginDefs.kind === "answered" ? parseUidRange(loginDefs.stdout) : DEFAULT_UID_RANGE;
  const users = parsePasswd(passwd.stdout);
  if (users.length === 0) return { kind: "failed", reason: "/etc/passwd names no account." };
  const accounts = users
    .map((user) => ({ user, account: toAccount(user, entries.get(user.name)) }))
    .filter(({ user, account }) => isHuman(user, account, range))
    .map(({ account }) => account);
  return { kind: "read", facts: { accounts: accounts.sort(byAge).slice(0, MAX_ACCOUNTS) } };
}

// A capture of /etc/shadow alone does not say who is human: those who have a password are.
function withoutPasswd(entries: Map<string, ShadowEntry>): AccountPassword[] {
  return [...entries.values()]
    .filter((entry) => entry.hashKind !== "locked")
    .map((entry) => toAccount({ name: entry.name, passwordField: "x", uid: 1000, shell: "/bin/sh" }, entry))
    .sort(byAge)
    .slice(0, MAX_ACCOUNTS);
}

/** Passwords of local people on Linux, by whole days. Hashes are classified in the parser and go no further. */
export const linuxPasswords: Reader<"passwords"> = {
  probe: "passwords",
  platform: "linux",
  sources: [SHADOW, PASSWD, LOGIN_DEFS],
  origins: [
    {
      fact: "last set, must change, locked, none, maximum age",
      source: "shadow",
      fallback: null,
      confidence: "date (whole days)",
      gaps: "Accounts of LDAP, SSSD or Active Directory are not in /etc/shadow; their directory knows them.",
    },
    { fact: "which accounts are people", source: "passwd", fallback: "login-defs", confidence: "exact", gaps: null },
  ],
  read,
};
