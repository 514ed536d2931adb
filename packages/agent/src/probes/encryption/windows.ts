import type { EncryptedVolume, EncryptionFacts } from "@muster/shared/facts/encryption.ts";
import type { Ask, Reader, Reading } from "../reader.ts";
import type { PowerShellSource } from "../source.ts";
import { askRows } from "../windows/powershell-answer.ts";
import { type Row, textIn } from "../windows/rows.ts";

const BITLOCKER: PowerShellSource = {
  kind: "powershell",
  id: "bitlocker",
  tells: "BitLocker's protection and progress per volume",
  privilege: "administrator",
  remedy: "run the agent as LocalSystem or as an administrator",
  expression:
    "Get-CimInstance -Namespace root/cimv2/Security/MicrosoftVolumeEncryption -ClassName Win32_EncryptableVolume | Select-Object DriveLetter, VolumeType, ProtectionStatus, ConversionStatus",
};

const VOLUME_STATUSES = [
  "FullyDecrypted",
  "FullyEncrypted",
  "EncryptionInProgress",
  "DecryptionInProgress",
  "EncryptionSuspended",
  "DecryptionSuspended",
];

/** A number, or the name that `Get-BitLockerVolume` prints in its place. */
function statusIn(row: Row, key: string, names: readonly string[]): number | null {
  const value = row[key];
  if (typeof value === "number") return value;
  const index = typeof value === "string" ? names.indexOf(value) : -1;
  return index < 0 ? null : index;
}

/**
 * ProtectionStatus: 0 off, 1 on, 2 unknown as the volume is locked. ConversionStatus: 0 decrypted, 1 encrypted, 2 encrypting,
 * 3 decrypting, 4 and 5 the same paused. Encrypted without protection is suspended: the key lies open on the disk.
 */
function stateOf(protection: number | null, conversion: number | null): EncryptedVolume["state"] {
  if (protection === 2) return "locked";
  if (conversion === 2 || conversion === 4) return "encrypting";
  if (conversion === 3 || conversion === 5) return "decrypting";
  if (protection === 1) return conversion === 1 || conversion === null ? "on" : "unknown";
  if (protection !== 0) return "unknown";
  return conversion === 1 ? "suspended" : conversion === 0 ? "off" : "unknown";
}

/** Reads rows of `Win32_EncryptableVolume`, or of `Get-BitLockerVolume`. */
function readBitlocker(rows: readonly Row[]): EncryptedVolume[] {
  return rows.flatMap((row) => {
    const name = textIn(row, "DriveLetter") ?? textIn(row, "MountPoint");
    if (name === null) return [];
    const protection = statusIn(row, "ProtectionStatus", ["Off", "On", "Unknown"]);
    const conversion = statusIn(row, "ConversionStatus", []) ?? statusIn(row, "VolumeStatus", VOLUME_STATUSES);
    const state = stateOf(protection, conversion);
    // VolumeType: 0 the OS, 1 fixed, 2 removable; Get-BitLockerVolume counts or names 0 OperatingSystem, 1 Data.
    const type = row.VolumeType;
    const isSystem = type === 0 || type === "OperatingSystem" ? true : type === undefined ? null : false;
    const detail = state === "suspended" ? "encrypted, but protection is suspended" : null;
    return [{ name: name.slice(0, 300), isSystem, state, method: state === "off" ? null : "BitLocker", detail }];
  });
}

async function read(ask: Ask): Promise<Reading<EncryptionFacts>> {
  const reading = await askRows(ask, BITLOCKER);
  if (reading.kind === "skipped") return { kind: "failed", reason: reading.reason };
  if (reading.kind !== "rows") return { kind: reading.kind, reason: reading.reason };
  const volumes = readBitlocker(reading.rows);
  if (volumes.length === 0) return { kind: "failed", reason: "BitLocker listed no volume" };
  return { kind: "read", facts: { volumes: volumes.slice(0, 30), source: "Win32_EncryptableVolume" } };
}

/** BitLocker. */
export const windowsEncryption: Reader<"encryption"> = {
  probe: "encryption",
  platform: "win32",
  sources: [BITLOCKER],
  origins: [
    {
      fact: "state per volume",
      source: "bitlocker",
      fallback: null,
      confidence: "exact",
      gaps: "Other vendors' disk encryption is not seen.",
    },
  ],
  read,
};
