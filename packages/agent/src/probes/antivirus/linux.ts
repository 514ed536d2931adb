import type { AntivirusFacts } from "@muster/shared/facts/antivirus.ts";
import type { Ask, Reader, Reading } from "../reader.ts";
import { CLAMAV_SOURCES, readClamav } from "./clamav.ts";
import { MDATP, readMdatp } from "./mdatp.ts";
import { readSensors, SENSORS } from "./sensor-commands.ts";

async function read(ask: Ask): Promise<Reading<AntivirusFacts>> {
  const [clamav, mdatp, sensors] = await Promise.all([readClamav(ask), readMdatp(ask), readSensors(ask, "linux")]);
  return { kind: "read", facts: { products: [clamav, mdatp, ...sensors].filter((product) => product !== null) } };
}

/** Antivirus on Linux. No product found where every source was read is an answer of its own: an empty list. */
export const linuxAntivirus: Reader<"antivirus"> = {
  probe: "antivirus",
  platform: "linux",
  sources: [...CLAMAV_SOURCES, MDATP, ...SENSORS.linux.map(({ source }) => source)],
  origins: [
    {
      fact: "ClamAV definitions",
      source: "clamav-daily-cld",
      fallback: "clamav-daily-cvd",
      confidence: "date",
      gaps: "A database folder moved in freshclam.conf is not followed.",
    },
    {
      fact: "ClamAV state, on access or on demand",
      source: "processes",
      fallback: "clamav-programs",
      confidence: "exact",
      gaps: "Which folders clamonacc watches is not read.",
    },
    { fact: "Defender for Endpoint", source: "mdatp", fallback: null, confidence: "date", gaps: null },
    {
      fact: "sensors (CrowdStrike, SentinelOne, Cortex)",
      source: "falconctl, sentinelctl, cytool",
      fallback: null,
      confidence: "whether it protects",
      gaps: "Bitdefender, ESET, Sophos and Carbon Black are not asked yet.",
    },
  ],
  read,
};
