import type { AccountPassword, PasswordFacts } from "@muster/shared/facts/passwords.ts";
import { MAX_ACCOUNTS } from "@muster/shared/limits.ts";
import type { Ask, Reader, Reading } from "../reader.ts";
import { askRows, type RowsReading } from "../windows/powershell-answer.ts";
import { numberIn, type Row, textIn } from "../windows/rows.ts";
import { parseJoinState, readDirectoryUsers } from "./windows-directory.ts";
import { accountsOfAdsi, isHumanAccount, readAdsiUsers, readLocalUsers, type WindowsAccount } from "./windows-local.ts";
import { ADSI_USERS, DIRECTORY_USERS, JOIN_STATE, LAPS, LOCAL_USERS } from "./windows-sources.ts";

/** Whose password LAPS rotates: the account named, else the built-in administrator (RID 500); null where LAPS is off. */
function readLapsAccount(reading: RowsReading): string | null {
  const rows: Row[] = reading.kind === "rows" ? reading.rows : [];
  const active = rows.filter(
    (row) => (numberIn(row, "BackupDirectory") ?? 0) > 0 || numberIn(row, "AdmPwdEnabled") === 1,
  );
  if (active.length === 0) return null;
  return active.map((row) => textIn(row, "Name")).find((name) => name !== null) ?? "-500";
}

function isLapsAccount(account: WindowsAccount, lapsAccount: string | null): boolean {
  if (lapsAccount === null) return false;
  if (lapsAccount === "-500") return account.sid.endsWith("-500");
  return account.name.toLowerCase() === lapsAccount.toLowerCase();
}

function toFact(account: WindowsAccount, lapsAccount: string | null): AccountPassword {
  const { sid: _sid, isEnabled: _isEnabled, ...fact } = account;
  return isLapsAccount(account, lapsAccount)
    ? { ...fact, state: "managed", source: `${fact.source}; LAPS rotates it` }
    : fact;
}

async function read(ask: Ask): Promise<Reading<PasswordFacts>> {
  const [local, adsi, laps, directory] = await Promise.all(
    [LOCAL_USERS, ADSI_USERS, LAPS, DIRECTORY_USERS].map((source) => askRows(ask, source)),
  );
  const join = await ask(JOIN_STATE);
  if (!local || !adsi || !laps || !directory) return { kind: "failed", reason: "no source answered" };
  const adsiUsers = adsi.kind === "rows" ? readAdsiUsers(adsi.rows) : [];
  const listed = local.kind === "rows" ? readLocalUsers(local.rows, adsiUsers) : [];
  const accounts = listed.length > 0 ? listed : accountsOfAdsi(adsiUsers);
  const directoryAccounts = directory.kind === "rows" ? readDirectoryUsers(directory.rows) : [];
  // Every Windows has at least its built-in accounts, so an empty list was not understood.
  if (accounts.length === 0 && directoryAccounts.length === 0) {
    const problem = [local, adsi].find((reading) => reading.kind !== "rows" && reading.kind !== "skipped");
    const reason = problem && problem.kind !== "rows" ? problem.reason : "no account was listed";
    return { kind: problem?.kind === "denied" ? "denied" : "failed", reason };
  }
  const lapsAccount = readLapsAccount(laps);
  const people = accounts.filter(isHumanAccount).map((account) => toFact(account, lapsAccount));
  const { isEntraJoined, isDomainJoined } =
    join.kind === "answered" ? parseJoinState(join.stdout) : { isEntraJoined: null, isDomainJoined: null };
  const all = [...people, ...directoryAccounts].map((account) =>
    account.home === "domain" && isDomainJoined === false && isEntraJoined === true
      ? { ...account, home: "entra" as const }
      : account,
  );
  return { kind: "read", facts: { accounts: all.slice(0, MAX_ACCOUNTS) } };
}

/** Passwords of people on Windows: local accounts, and domain and Entra accounts with a profile on this PC. */
export const windowsPasswords: Reader<"passwords"> = {
  probe: "passwords",
  platform: "win32",
  sources: [LOCAL_USERS, ADSI_USERS, LAPS, DIRECTORY_USERS, JOIN_STATE],
  origins: [
    {
      fact: "local accounts: last set, never expires",
      source: "local-users",
      fallback: "adsi-users",
      confidence: "date",
      gaps: "`net user` is never read: its labels and the order of its dates are translated.",
    },
    {
      fact: "must change, locked, maximum age",
      source: "adsi-users",
      fallback: null,
      confidence: "exact",
      gaps: "`secedit` and `net accounts` are not asked: the one writes a file as administrator, the other is translated, and neither tells more than this.",
    },
    { fact: "rotated by LAPS", source: "laps", fallback: null, confidence: "exact", gaps: null },
    {
      fact: "domain accounts",
      source: "directory-users",
      fallback: null,
      confidence: "date, when a domain controller answers",
      gaps: "Away from the company's network they are unknown; the server keeps the last good value.",
    },
    {
      fact: "Entra accounts",
      source: "directory-users",
      fallback: "join-state",
      confidence: "none",
      gaps: "Only Entra itself (Microsoft Graph) knows the date.",
    },
  ],
  read,
};
