import type { AntivirusFacts } from "@muster/shared/facts/antivirus.ts";
import type { Ask, Reader, Reading } from "../reader.ts";
import { MDATP, readMdatp } from "./mdatp.ts";
import { readSensors, SENSORS } from "./sensor-commands.ts";
import { readXprotect, XPROTECT_SOURCES } from "./xprotect.ts";

async function read(ask: Ask): Promise<Reading<AntivirusFacts>> {
  const [xprotect, mdatp, sensors] = await Promise.all([readXprotect(ask), readMdatp(ask), readSensors(ask, "darwin")]);
  const products = [xprotect, mdatp, ...sensors].filter((product) => product !== null);
  // Every macOS has XProtect, so an empty list was not understood.
  if (products.length === 0) return { kind: "failed", reason: "XProtect did not say which definitions it has" };
  return { kind: "read", facts: { products } };
}

/** Antivirus on macOS: XProtect in all its homes, and third parties by their own commands. */
export const macosAntivirus: Reader<"antivirus"> = {
  probe: "antivirus",
  platform: "darwin",
  sources: [...XPROTECT_SOURCES, MDATP, ...SENSORS.darwin.map(({ source }) => source)],
  origins: [
    {
      fact: "XProtect's definitions",
      source: "xprotect-version",
      fallback: "xprotect-bundle, xprotect-protected-bundle, install-history",
      confidence: "date of installation; version where no source has a date",
      gaps: "How far it lags behind Apple's newest is for the server to say.",
    },
    {
      fact: "XProtect's scans",
      source: "xprotect-status",
      fallback: null,
      confidence: "exact",
      gaps: "macOS 14 and older do not tell.",
    },
    { fact: "Defender for Endpoint", source: "mdatp", fallback: null, confidence: "date", gaps: null },
    {
      fact: "sensors (CrowdStrike, SentinelOne, Cortex, Carbon Black)",
      source: "falconctl, sentinelctl, cytool, repcli",
      fallback: null,
      confidence: "whether it protects",
      gaps: "Antivirus of Bitdefender, ESET, Sophos and others on macOS is not read yet: what they print is not known well enough to judge by.",
    },
  ],
  read,
};
