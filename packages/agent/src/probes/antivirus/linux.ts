import type { AntivirusFacts } from "@muster/shared/facts/antivirus.ts";
import { PROCESSES } from "../processes.ts";
import type { Ask, Reader, Reading } from "../reader.ts";
import { BDUITOOL, readBitdefender } from "./bitdefender.ts";
import { CLAMAV_SOURCES, readClamav } from "./clamav.ts";
import { ESET_MODULES, readEset } from "./eset.ts";
import { MDATP, readMdatp } from "./mdatp.ts";
import { readSensors, SENSORS } from "./sensor-commands.ts";
import { readSophos, SOPHOS_SOURCES } from "./sophos.ts";

async function read(ask: Ask): Promise<Reading<AntivirusFacts>> {
  const products = await Promise.all([
    readClamav(ask),
    readMdatp(ask),
    readBitdefender(ask),
    readEset(ask),
    readSophos(ask),
    readSensors(ask, "linux"),
  ]);
  return { kind: "read", facts: { products: products.flat().filter((product) => product !== null) } };
}

/** Antivirus on Linux. No product found where every source was read is an answer of its own: an empty list. */
export const linuxAntivirus: Reader<"antivirus"> = {
  probe: "antivirus",
  platform: "linux",
  sources: [
    ...CLAMAV_SOURCES,
    PROCESSES,
    MDATP,
    BDUITOOL,
    ESET_MODULES,
    ...SOPHOS_SOURCES,
    ...SENSORS.linux.map(({ source }) => source),
  ],
  origins: [
    {
      fact: "ClamAV definitions",
      source: "clamav-daily-cld",
      fallback: "clamav-daily-cvd, clamd (what it has loaded, where that is older than the files)",
      confidence: "date; by clamd alone without its zone",
      gaps: "A database folder moved in freshclam.conf is not followed, nor a clamd that listens on TCP alone.",
    },
    {
      fact: "ClamAV state, on access or on demand",
      source: "processes, clamd",
      fallback: "clamav-programs",
      confidence: "exact",
      gaps: "Which folders clamonacc watches is not read.",
    },
    { fact: "Defender for Endpoint", source: "mdatp", fallback: null, confidence: "date", gaps: null },
    {
      fact: "Bitdefender",
      source: "bduitool",
      fallback: null,
      confidence: "date of the last update",
      gaps: "Whether it watches files as they are opened is a setting that bduitool does not print.",
    },
    {
      fact: "ESET",
      source: "eset-modules, processes",
      fallback: null,
      confidence: "date (whole days)",
      gaps: "Whether its licence is active is not read.",
    },
    {
      fact: "Sophos",
      source: "sophos-updates, sophos-status, processes",
      fallback: null,
      confidence: "date of the last good update",
      gaps: "Its older Anti-Virus for Linux 9, which Sophos no longer supports, is not read.",
    },
    {
      fact: "sensors (CrowdStrike, SentinelOne, Cortex, Carbon Black)",
      source: "falconctl, sentinelctl, cytool, repcli",
      fallback: null,
      confidence: "whether it protects",
      gaps: "Last contact with the vendor's cloud is not read.",
    },
  ],
  read,
};
