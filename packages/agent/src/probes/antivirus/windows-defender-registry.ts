import type { AntivirusProduct, Definitions } from "@muster/shared/facts/antivirus.ts";
import type { PowerShellSource } from "../source.ts";
import { numberIn, type Row, textIn } from "../windows/rows.ts";
import { parseFileTime } from "../windows/windows-date.ts";
import { unknownDefinitions } from "./product.ts";
import { DEFENDER_NAME } from "./windows-defender.ts";

export const DEFENDER_REGISTRY: PowerShellSource = {
  kind: "powershell",
  id: "defender-registry",
  tells: "Defender's signatures and service, where its cmdlet is missing or fails",
  privilege: "none",
  expression: [
    "$d='HKLM:\\SOFTWARE\\Microsoft\\Windows Defender'",
    '$s=Get-ItemProperty "$d\\Signature Updates" -ErrorAction SilentlyContinue',
    "$w=Get-Service WinDefend -ErrorAction SilentlyContinue",
    "$o=@('HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows Defender',$d | ForEach-Object { (Get-ItemProperty \"$_\\Real-Time Protection\" -ErrorAction SilentlyContinue).DisableRealtimeMonitoring } | Where-Object { $null -ne $_ })",
    "if ($s -or $w) { [pscustomobject]@{ SignatureVersion=[string]$s.AVSignatureVersion; SignatureApplied=$(if ($s.AVSignatureApplied -is [byte[]] -and $s.AVSignatureApplied.Length -eq 8) { [string][BitConverter]::ToInt64($s.AVSignatureApplied,0) }); ServiceStatus=$(if ($w) { [int]$w.Status }); RealTimeDisabled=$(if ($o.Count) { [int]$o[0] }) } }",
  ].join("; "),
};

/** `AVSignatureApplied` is the instant at which the signatures were made (FILETIME), `AVSignatureVersion` their version. */
function readSignatures(row: Row): Definitions {
  const publishedAt = parseFileTime(textIn(row, "SignatureApplied"));
  const text = textIn(row, "SignatureVersion");
  const version = text === null || text === "0.0.0.0" ? null : text.slice(0, 100);
  return {
    ...unknownDefinitions("Windows Defender's registry: AVSignatureApplied"),
    publishedAt,
    version,
    confidence: publishedAt !== null ? "date" : version !== null ? "version" : "none",
  };
}

/**
 * Defender as far as the registry tells. A stopped service (1) or monitoring switched off is off; a running one may be
 * passive beside another product, which only its cmdlet knows, so it is never on. Null when the row is none of its.
 */
export function readDefenderRegistry(row: Row): AntivirusProduct | null {
  const definitions = readSignatures(row);
  const service = numberIn(row, "ServiceStatus");
  if (definitions.confidence === "none" && service === null) return null;
  const isOff = service === 1 || numberIn(row, "RealTimeDisabled") === 1;
  return {
    name: DEFENDER_NAME,
    state: isOff ? "off" : "unknown",
    realTime: isOff ? "off" : "unknown",
    definitions,
    registration: "genuine",
    version: null,
    source: "Windows Defender's registry and Windows service",
  };
}

/** Gives Defender's registration the signatures of the registry; its state stays Security Center's. */
export function withRegistrySignatures(listed: AntivirusProduct, registry: AntivirusProduct): AntivirusProduct {
  const { vendorSaysCurrent, confidence } = listed.definitions;
  if (registry.definitions.publishedAt === null && confidence !== "none") return listed;
  return { ...listed, definitions: { ...registry.definitions, vendorSaysCurrent } };
}
