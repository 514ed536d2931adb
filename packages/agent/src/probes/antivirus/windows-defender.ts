import type { AntivirusProduct } from "@muster/shared/facts/antivirus.ts";
import { flagIn, numberIn, type Row, textIn } from "../windows/rows.ts";
import { parseWindowsDate } from "../windows/windows-date.ts";

export const DEFENDER_NAME = "Microsoft Defender Antivirus";

/** An age that Defender gives for "never". */
const NEVER_AGE = 4_294_967_295;

function stateOf(row: Row): AntivirusProduct["state"] {
  const isEnabled = flagIn(row, "AntivirusEnabled");
  const isRunning = flagIn(row, "AMServiceEnabled");
  const isWatching = flagIn(row, "RealTimeProtectionEnabled");
  const mode = textIn(row, "AMRunningMode")?.toLowerCase() ?? null;
  if (mode === "not running") return "off";
  if (mode === "passive mode" || mode === "sxs passive mode" || mode === "edr block mode") return "passive";
  if (isEnabled === false || isRunning === false || isWatching === false) return "off";
  // Builds before 2019 have no mode; then the service and its real-time half must both say so.
  const isKnownMode = mode === "normal" || mode === null;
  return isKnownMode && isRunning === true && isWatching === true ? "on" : "unknown";
}

/**
 * Reads `Get-MpComputerStatus`. `DefenderSignaturesOutOfDate` is not taken: it says False where there are no
 * signatures at all. Null when the object is not Defender's.
 */
export function readDefender(row: Row): AntivirusProduct | null {
  if (!("AntivirusEnabled" in row || "AMServiceEnabled" in row || "AMRunningMode" in row)) return null;
  const age = numberIn(row, "AntivirusSignatureAge");
  const version = textIn(row, "AntivirusSignatureVersion");
  const hasVersion = version !== null && version !== "0.0.0.0";
  const publishedAt = age === NEVER_AGE ? null : parseWindowsDate(row.AntivirusSignatureLastUpdated);
  const isWatching = flagIn(row, "RealTimeProtectionEnabled");
  const product = textIn(row, "AMProductVersion");
  return {
    name: DEFENDER_NAME,
    state: stateOf(row),
    realTime: isWatching === null ? "unknown" : isWatching ? "on" : "off",
    definitions: {
      publishedAt,
      version: hasVersion ? version.slice(0, 100) : null,
      confidence: publishedAt !== null ? "date" : hasVersion ? "version" : "none",
      vendorSaysCurrent: null,
      isNeeded: true,
      source: "Get-MpComputerStatus: when the signatures were last updated",
    },
    registration: "genuine",
    version: product === null || product === "0.0.0.0" ? null : product.slice(0, 100),
    source: "Get-MpComputerStatus",
  };
}
