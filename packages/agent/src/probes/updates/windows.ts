import type { UpdateFacts } from "@muster/shared/facts/updates.ts";
import type { Ask, Reader, Reading } from "../reader.ts";
import type { PowerShellSource } from "../source.ts";
import { askRows, type RowsReading } from "../windows/powershell-answer.ts";
import { flagIn, numberIn, type Row } from "../windows/rows.ts";
import { parseWindowsDate } from "../windows/windows-date.ts";

const WINDOWS_UPDATE: PowerShellSource = {
  kind: "powershell",
  id: "windows-update",
  tells: "how Windows Update is set, when it last installed something, and whether a restart is waited for",
  privilege: "none",
  expression:
    "$a=New-Object -ComObject Microsoft.Update.AutoUpdate; $u=Get-ItemProperty 'HKLM:\\SOFTWARE\\Microsoft\\WindowsUpdate\\UX\\Settings' -ErrorAction SilentlyContinue; [pscustomobject]@{ NotificationLevel=[int]$a.Settings.NotificationLevel; LastInstallationSuccessDate=$(if ($a.Results.LastInstallationSuccessDate) { [DateTime]::SpecifyKind($a.Results.LastInstallationSuccessDate,'Utc') }); PauseUpdatesExpiryTime=[string]$u.PauseUpdatesExpiryTime; RestartPending=((Test-Path 'HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Auto Update\\RebootRequired') -or (Test-Path 'HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Component Based Servicing\\RebootPending')) }",
};

const CONFIGMGR: PowerShellSource = {
  kind: "powershell",
  id: "configmgr-updates",
  tells: "how many assigned updates the Configuration Manager client has in its own store as missing",
  privilege: "none",
  // CCM_SoftwareUpdate: ComplianceState 0 is missing; the client answers from what it last evaluated, without a search.
  expression:
    "[pscustomobject]@{ Pending=@(Get-CimInstance -Namespace root/ccm/ClientSDK -ClassName CCM_SoftwareUpdate -Filter 'ComplianceState=0').Count }",
};

/** Null where there is no such client, or it did not say. */
function readPending(reading: RowsReading): number | null {
  const [row] = reading.kind === "rows" ? reading.rows : [];
  const count = row ? numberIn(row, "Pending") : null;
  return count !== null && count >= 0 ? count : null;
}

/** AutomaticUpdatesNotificationLevel: 0 not configured, 1 disabled, 2 and 3 somebody has to agree, 4 installs by itself. */
const AUTOMATIC: Record<number, UpdateFacts["automatic"]> = { 1: "off", 2: "off", 3: "off", 4: "on" };

/** Reads the section's one object; null when it is none of its. */
function readWindowsUpdate(row: Row, pendingCount: number | null): UpdateFacts | null {
  const level = numberIn(row, "NotificationLevel");
  const isRestartPending = flagIn(row, "RestartPending");
  if (level === null && isRestartPending === null) return null;
  const asks = level === 2 || level === 3;
  return {
    pendingCount,
    pendingSecurityCount: null,
    lastInstalledAt: parseWindowsDate(row.LastInstallationSuccessDate),
    automatic: AUTOMATIC[level ?? -1] ?? "unknown",
    pausedUntil: parseWindowsDate(row.PauseUpdatesExpiryTime),
    definitionsAutomatic: "unknown",
    isRestartPending,
    detail: asks ? "somebody has to agree to each update" : null,
    source: "Microsoft.Update.AutoUpdate and the registry",
  };
}

async function read(ask: Ask): Promise<Reading<UpdateFacts>> {
  const [reading, configmgr] = await Promise.all([askRows(ask, WINDOWS_UPDATE), askRows(ask, CONFIGMGR)]);
  if (reading.kind === "skipped") return { kind: "failed", reason: reading.reason };
  if (reading.kind !== "rows") return { kind: reading.kind, reason: reading.reason };
  const facts = reading.rows[0] ? readWindowsUpdate(reading.rows[0], readPending(configmgr)) : null;
  return facts ? { kind: "read", facts } : { kind: "failed", reason: "Windows Update did not say how it is set" };
}

/** Windows Update. */
export const windowsUpdates: Reader<"updates"> = {
  probe: "updates",
  platform: "win32",
  sources: [WINDOWS_UPDATE, CONFIGMGR],
  origins: [
    {
      fact: "automatic updates, pause, restart pending, last installation",
      source: "windows-update",
      fallback: null,
      confidence: "exact",
      gaps: null,
    },
    {
      fact: "pending updates",
      source: "configmgr-updates",
      fallback: null,
      confidence: "as last evaluated by Configuration Manager",
      gaps: "Elsewhere they are not counted: Windows keeps no count, and a search, even offline, takes minutes of CPU.",
    },
    {
      fact: "definitions update themselves",
      source: "windows-update",
      fallback: null,
      confidence: "none",
      gaps: "Defender takes them by Windows Update or by its own task; their age tells more than a setting.",
    },
  ],
  read,
};
