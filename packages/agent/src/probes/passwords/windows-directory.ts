import type { AccountPassword } from "@muster/shared/facts/passwords.ts";
import { MAX_NAME_CHARS } from "@muster/shared/limits.ts";
import { clip } from "@muster/shared/text.ts";
import { linesOf } from "../lines.ts";
import { flagIn, numberIn, type Row, textIn } from "../windows/rows.ts";
import { parseFileTime } from "../windows/windows-date.ts";

/** `msDS-UserPasswordExpiryTimeComputed` of a password that never expires (MS-ADTS 3.1.1.4.5.33). */
const NEVER = "9223372036854775807";

const DISABLED = 0x2;
const NEVER_EXPIRES = 0x10000;
const SMART_CARD_ONLY = 0x40000;

function entraAccount(name: string): AccountPassword {
  return {
    name,
    home: "entra",
    state: "managed",
    lastSetAt: null,
    lastSetPrecision: "instant",
    neverExpires: null,
    osMaxAgeDays: null,
    source: "Entra knows its password; the PC does not",
  };
}

function domainAccount(name: string, row: Row): AccountPassword {
  const pwdLastSet = textIn(row, "PwdLastSet");
  const control = numberIn(row, "UserAccountControl") ?? 0;
  const lastSetAt = parseFileTime(pwdLastSet);
  const neverExpires = textIn(row, "ExpiryTimeComputed") === NEVER || (control & NEVER_EXPIRES) !== 0;
  const state = (control & SMART_CARD_ONLY) !== 0 ? "managed" : pwdLastSet === "0" ? "must-change" : null;
  return {
    name,
    home: "domain",
    state: state ?? (lastSetAt === null ? "unknown" : "set"),
    lastSetAt,
    lastSetPrecision: "instant",
    neverExpires,
    osMaxAgeDays: null,
    source: state === "managed" ? "Active Directory: smart card required" : "Active Directory: pwdLastSet",
  };
}

/** Reads rows of `directory-users`. An account whose domain did not answer is unknown: a laptop away is no fault. */
export function readDirectoryUsers(rows: readonly Row[]): AccountPassword[] {
  return rows.flatMap((row) => {
    const sid = textIn(row, "Sid");
    if (sid === null) return [];
    const name = clip(textIn(row, "Name") ?? sid, MAX_NAME_CHARS);
    if (sid.startsWith("S-1-12-1-")) return [entraAccount(name)];
    if (((numberIn(row, "UserAccountControl") ?? 0) & DISABLED) !== 0) return [];
    if (flagIn(row, "Answered") === true) return [domainAccount(name, row)];
    const source = "no domain controller answered";
    const unknown = { ...domainAccount(name, {}), neverExpires: null };
    return [{ ...unknown, state: "unknown", lastSetAt: null, source }];
  });
}

export type JoinState = { isEntraJoined: boolean | null; isDomainJoined: boolean | null };

/** Reads `dsregcmd /status`, whose YES and NO are not translated. */
export function parseJoinState(text: string): JoinState {
  const read = (key: string): boolean | null => {
    const line = linesOf(text).find((entry) => new RegExp(`^[ \\t]{0,80}${key}[ \\t]{0,80}:`).test(entry));
    const value = line?.split(":")[1]?.trim();
    return value === "YES" ? true : value === "NO" ? false : null;
  };
  return { isEntraJoined: read("AzureAdJoined"), isDomainJoined: read("DomainJoined") };
}
