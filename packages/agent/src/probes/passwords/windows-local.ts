import type { AccountPassword } from "@muster/shared/facts/passwords.ts";
import { MAX_NAME_CHARS } from "@muster/shared/limits.ts";
import { clip, toEpochMs, toInstant } from "@muster/shared/text.ts";
import { flagIn, numberIn, type Row, textIn } from "../windows/rows.ts";
import { parseWindowsDate } from "../windows/windows-date.ts";

/** UserFlags of ADS_USER_FLAG_ENUM. */
const DISABLED = 0x2;
const NOT_REQUIRED = 0x20;
const LOCKED_OUT = 0x10;
const NEVER_EXPIRES = 0x10000;
const EXPIRED = 0x800000;

const DAY_SECONDS = 86_400;

/** Relative ids of accounts that are never a person: guest, DefaultAccount, WDAGUtilityAccount. */
const BUILT_IN = new Set([501, 503, 504]);

export type WindowsAccount = AccountPassword & { sid: string; isEnabled: boolean };

function relativeId(sid: string): number {
  return Number(/-(\d{1,10})$/.exec(sid)?.[1] ?? Number.NaN);
}

/** Whether an account can be a person's: enabled, no built-in stand-in, no group managed service account (`$`). */
export function isHumanAccount({ sid, name, isEnabled }: { sid: string; name: string; isEnabled: boolean }): boolean {
  return isEnabled && !BUILT_IN.has(relativeId(sid)) && !name.endsWith("$");
}

function sidIn(row: Row, key: string): string | null {
  const value = row[key];
  if (value !== null && typeof value === "object" && "Value" in value && typeof value.Value === "string")
    return value.Value;
  return textIn(row, key);
}

/** The flags of a row of `adsi-users`, which tell what `Get-LocalUser` leaves open. */
export type AdsiUser = {
  sid: string;
  name: string;
  flags: number;
  mustChange: boolean;
  lastSetAt: string | null;
  maxAgeDays: number | null;
};

export function readAdsiUsers(rows: readonly Row[]): AdsiUser[] {
  return rows.flatMap((row) => {
    const [sid, name, flags] = [sidIn(row, "Sid"), textIn(row, "Name"), numberIn(row, "UserFlags")];
    const [ageSeconds, maxSeconds] = [numberIn(row, "PasswordAge"), numberIn(row, "MaxPasswordAge")];
    const readAt = parseWindowsDate(row.ReadAt);
    if (sid === null || name === null || flags === null) return [];
    const isExpired = (flags & EXPIRED) !== 0 || numberIn(row, "PasswordExpired") === 1;
    // An age of zero seconds with the flag set means that the account was told to choose anew.
    const mustChange = isExpired && (ageSeconds === 0 || ageSeconds === null);
    const lastSetMs =
      readAt !== null && ageSeconds !== null && ageSeconds > 0 ? toEpochMs(readAt) - ageSeconds * 1000 : null;
    // The age counts whole seconds from a moment ago: rounding to the minute keeps the date from moving at each reading.
    const lastSetAt = lastSetMs === null ? null : toInstant(Math.round(lastSetMs / 60_000) * 60_000);
    const maxAgeDays = maxSeconds !== null && maxSeconds > 0 ? Math.floor(maxSeconds / DAY_SECONDS) : null;
    return [{ sid, name, flags, mustChange, lastSetAt, maxAgeDays }];
  });
}

function stateOf(row: Row, lastSetAt: string | null, adsi: AdsiUser | undefined): AccountPassword["state"] {
  if (adsi && (adsi.flags & LOCKED_OUT) !== 0) return "locked";
  if (adsi?.mustChange) return "must-change";
  if (lastSetAt !== null) return "set";
  // A null date means "never set" as well as "must be changed"; without the flags nobody can tell which.
  return adsi && flagIn(row, "PasswordRequired") === false && (adsi.flags & NOT_REQUIRED) !== 0 ? "none" : "unknown";
}

/** PrincipalSource: 1 local, 2 Active Directory, 3 Entra, 4 Microsoft account. */
function homeOf(row: Row): { home: AccountPassword["home"]; isManaged: boolean } {
  const source = row.PrincipalSource;
  if (source === 3 || source === "AzureAD") return { home: "entra", isManaged: true };
  if (source === 4 || source === "MicrosoftAccount") return { home: "local", isManaged: true };
  return { home: source === 2 || source === "ActiveDirectory" ? "domain" : "local", isManaged: false };
}

/** Reads rows of `Get-LocalUser`, with the flags of `adsi-users` where they were read. */
export function readLocalUsers(rows: readonly Row[], adsiUsers: readonly AdsiUser[]): WindowsAccount[] {
  return rows.flatMap((row) => {
    const [name, sid, isEnabled] = [textIn(row, "Name"), sidIn(row, "SID"), flagIn(row, "Enabled")];
    if (name === null || sid === null || isEnabled === null) return [];
    const adsi = adsiUsers.find((user) => user.sid === sid);
    const lastSetAt = parseWindowsDate(row.PasswordLastSet) ?? adsi?.lastSetAt ?? null;
    const { home, isManaged } = homeOf(row);
    const expiresAt = parseWindowsDate(row.PasswordExpires);
    const neverExpires = adsi
      ? (adsi.flags & NEVER_EXPIRES) !== 0
      : expiresAt !== null
        ? false
        : lastSetAt !== null
          ? true
          : null;
    return [
      {
        sid,
        isEnabled,
        name: clip(name, MAX_NAME_CHARS),
        home,
        state: isManaged ? "managed" : stateOf(row, lastSetAt, adsi),
        lastSetAt: isManaged ? null : lastSetAt,
        lastSetPrecision: "instant",
        neverExpires,
        osMaxAgeDays: neverExpires === true ? null : (adsi?.maxAgeDays ?? null),
        source: isManaged ? "Get-LocalUser: a Microsoft or Entra account" : "Get-LocalUser",
      },
    ];
  });
}

/** Accounts from `adsi-users` alone, for editions without `Get-LocalUser`. */
export function accountsOfAdsi(users: readonly AdsiUser[]): WindowsAccount[] {
  return users.map((user) => ({
    sid: user.sid,
    isEnabled: (user.flags & DISABLED) === 0,
    name: clip(user.name, MAX_NAME_CHARS),
    home: "local",
    state:
      (user.flags & LOCKED_OUT) !== 0 ? "locked" : user.mustChange ? "must-change" : user.lastSetAt ? "set" : "unknown",
    lastSetAt: user.lastSetAt,
    lastSetPrecision: "instant",
    neverExpires: (user.flags & NEVER_EXPIRES) !== 0,
    osMaxAgeDays: (user.flags & NEVER_EXPIRES) !== 0 ? null : user.maxAgeDays,
    source: "ADSI WinNT: the age in seconds",
  }));
}
