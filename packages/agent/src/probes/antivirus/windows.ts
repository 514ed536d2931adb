import type { AntivirusFacts, AntivirusProduct } from "@muster/shared/facts/antivirus.ts";
import { MAX_ANTIVIRUS_PRODUCTS } from "@muster/shared/limits.ts";
import type { Ask, Reader, Reading } from "../reader.ts";
import { askRows, type RowsReading } from "../windows/powershell-answer.ts";
import { numberIn, type Row, textIn } from "../windows/rows.ts";
import { sensorProduct } from "./sensor-products.ts";
import { DEFENDER_NAME, readDefender } from "./windows-defender.ts";
import { DEFENDER_REGISTRY, readDefenderRegistry, withRegistrySignatures } from "./windows-defender-registry.ts";
import { markDuplicates, readSecurityCenter } from "./windows-security-center.ts";
import { DEFENDER, SECURITY_CENTER, SENSOR_PROGRAMS } from "./windows-sources.ts";
import { readVendorDefinitions, withVendorDefinitions } from "./windows-vendor-dates.ts";
import { VENDOR_DEFINITIONS } from "./windows-vendor-source.ts";

const SENSORS: Record<string, string> = {
  CSFalconService: "CrowdStrike Falcon",
  SentinelAgent: "SentinelOne",
  CbDefense: "Carbon Black Cloud",
  CbDefenseSensor: "Carbon Black Cloud",
  cyserver: "Cortex XDR",
};

/** ServiceControllerStatus: 1 stopped, 4 running. */
function readSensors(rows: readonly Row[]): AntivirusProduct[] {
  return rows.flatMap((row) => {
    const name = SENSORS[textIn(row, "Name") ?? ""];
    const status = numberIn(row, "Status");
    if (name === undefined) return [];
    const state = status === 4 ? "on" : status === 1 ? "off" : "unknown";
    return [sensorProduct(name, state, `its Windows service is ${state === "on" ? "running" : "not running"}`)];
  });
}

const isDefenderName = (name: string) => /^(?:windows|microsoft) defender(?: antivirus)?$/i.test(name);

type DefenderWords = { own: AntivirusProduct | null; registry: AntivirusProduct | null };

/**
 * Security Center lists Defender too; Defender's own word is fuller, so it takes that registration's place. The registry
 * dates the registration where the cmdlet failed, and stands for Defender only where nobody else names a product.
 */
function joinDefender(registered: AntivirusProduct[], { own, registry }: DefenderWords): AntivirusProduct[] {
  const listed = registered.find(({ name, registration }) => isDefenderName(name) && registration === "genuine");
  const others = registered.filter((product) => product !== listed);
  if (own !== null) {
    const vendorSaysCurrent = listed?.definitions.vendorSaysCurrent ?? null;
    return [{ ...own, definitions: { ...own.definitions, vendorSaysCurrent } }, ...others];
  }
  if (registry === null) return registered;
  if (listed) return [withRegistrySignatures(listed, registry), ...others];
  return registered.length === 0 ? [registry] : registered;
}

function addSensors(products: AntivirusProduct[], sensors: AntivirusProduct[]): AntivirusProduct[] {
  const isListed = (sensor: AntivirusProduct) => {
    const word = sensor.name.split(" ")[0]?.toLowerCase() ?? "";
    return products.some(({ name, registration }) => registration === "genuine" && name.toLowerCase().includes(word));
  };
  return [...products, ...sensors.filter((sensor) => !isListed(sensor))];
}

function readFirst(reading: RowsReading, read: (row: Row) => AntivirusProduct | null): AntivirusProduct | null {
  const [row] = reading.kind === "rows" ? reading.rows : [];
  return row === undefined ? null : read(row);
}

function describeSilence(...readings: RowsReading[]): string {
  return readings.flatMap((reading) => (reading.kind === "rows" ? [] : [reading.reason])).join("; ");
}

async function read(ask: Ask): Promise<Reading<AntivirusFacts>> {
  const [center, defender, registry, vendors, sensors] = await Promise.all(
    [SECURITY_CENTER, DEFENDER, DEFENDER_REGISTRY, VENDOR_DEFINITIONS, SENSOR_PROGRAMS].map((source) =>
      askRows(ask, source),
    ),
  );
  if (!center || !defender || !registry || !vendors || !sensors)
    return { kind: "failed", reason: "no source answered" };
  const known = vendors.kind === "rows" ? readVendorDefinitions(vendors.rows) : [];
  const registered = center.kind === "rows" ? readSecurityCenter(center.rows) : [];
  const dated = registered.map((product) => withVendorDefinitions(product, known));
  const joined = joinDefender(dated, {
    own: readFirst(defender, readDefender),
    registry: readFirst(registry, readDefenderRegistry),
  });
  const found = addSensors(joined, sensors.kind === "rows" ? readSensors(sensors.rows) : []);
  // No product is an answer only where Security Center itself says so; rows without a name say nothing.
  const isNoneSure = center.kind === "rows" && center.rows.length === 0;
  if (found.length === 0 && !isNoneSure) {
    const silence = describeSilence(center, defender) || "no answer was understood";
    const reason = `Neither Security Center nor Defender names a product: ${silence}`;
    return { kind: center.kind === "denied" || defender.kind === "denied" ? "denied" : "failed", reason };
  }
  return { kind: "read", facts: { products: markDuplicates(found).slice(0, MAX_ANTIVIRUS_PRODUCTS) } };
}

/** Antivirus on Windows: Security Center where there is one, and Defender's own word in any case. */
export const windowsAntivirus: Reader<"antivirus"> = {
  probe: "antivirus",
  platform: "win32",
  sources: [SECURITY_CENTER, DEFENDER, DEFENDER_REGISTRY, VENDOR_DEFINITIONS, SENSOR_PROGRAMS],
  origins: [
    {
      fact: "products, state, real-time protection",
      source: "security-center",
      fallback: "defender (Windows Server has no Security Center)",
      confidence: "flag",
      gaps: "Products that register under anti-spyware or firewall only are not listed.",
    },
    {
      fact: DEFENDER_NAME,
      source: "defender",
      fallback: "security-center (state), defender-registry (date; off, never on)",
      confidence: "date",
      gaps: "By the registry alone a running Defender is unknown: it may be passive beside another product.",
    },
    {
      fact: "definitions of other vendors",
      source: "vendor-definitions",
      fallback: "security-center (a yes or no, no date)",
      confidence: "date for Kaspersky, Symantec, Trellix, ESET, Bitdefender, Trend Micro and Sophos; else flag",
      gaps: "Avira keeps a version without a date. Kaspersky and Sophos keep when they last updated, not when the definitions were made. Trend Micro's Titanium and Sophos after a failed update have no date.",
    },
    {
      fact: "sensors that register nowhere",
      source: "sensors",
      fallback: null,
      confidence: "whether it runs",
      gaps: "Reduced functionality and last cloud contact need each vendor's own program.",
    },
  ],
  read,
};
