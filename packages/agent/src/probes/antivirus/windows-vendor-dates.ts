import { DAY_MS } from "@muster/shared/duration.ts";
import type { AntivirusProduct } from "@muster/shared/facts/antivirus.ts";
import { type Instant, toInstant } from "@muster/shared/text.ts";
import { numberIn, type Row, textIn } from "../windows/rows.ts";

export type VendorDefinitions = {
  /** Matches the name that the product registers with Security Center. */
  vendor: RegExp;
  publishedAt: Instant | null;
  version: string | null;
  source: string;
};

function fromEpochSeconds(seconds: number | null): Instant | null {
  // Kaspersky writes 0xFFFFFFFF for "never".
  return seconds === null || seconds <= 0 || seconds >= 4_294_967_295 ? null : toInstant(seconds * 1000);
}

/** Finds a `YYYYMMDD` at the place that a pattern names; null when it is no day of the calendar. */
function fromCompactDay(text: string | null, pattern: RegExp): Instant | null {
  const [, year, month, day] = pattern.exec(text ?? "") ?? [];
  if (year === undefined) return null;
  const epochMs = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const isReal = new Date(epochMs).toISOString().startsWith(`${year}-${month}-${day}`);
  return isReal && epochMs > 10_000 * DAY_MS ? toInstant(epochMs) : null;
}

/** Where each vendor keeps its definitions' date; what the section `vendor-definitions` reads for it stands in `Value`. */
const VENDORS: Record<string, { vendor: RegExp; read: (row: Row) => Instant | null; source: string }> = {
  kaspersky: {
    vendor: /kaspersky/i,
    read: (row) => fromEpochSeconds(numberIn(row, "Value")),
    source: "Kaspersky's registry: LastSuccessfulUpdate",
  },
  symantec: {
    vendor: /symantec|norton/i,
    read: (row) => fromCompactDay(textIn(row, "Value"), /CurDefs=(\d{4})(\d{2})(\d{2})\.\d+/),
    source: "Symantec's definfo.dat: CurDefs",
  },
  mcafee: {
    vendor: /mcafee|trellix/i,
    read: (row) => fromCompactDay(textIn(row, "Value")?.replaceAll(/[/.-]/g, "") ?? null, /^(\d{4})(\d{2})(\d{2})$/),
    source: "Trellix's registry: AVDatDate",
  },
  eset: {
    vendor: /eset/i,
    read: (row) => fromCompactDay(textIn(row, "Value"), /\((\d{4})(\d{2})(\d{2})\)/),
    source: "ESET's registry: ScannerVersion",
  },
};

/** Reads the rows of the section `vendor-definitions`: `Vendor`, `Value` (date or text that holds one) and `Version`. */
export function readVendorDefinitions(rows: readonly Row[]): VendorDefinitions[] {
  return rows.flatMap((row) => {
    const known = VENDORS[textIn(row, "Vendor")?.toLowerCase() ?? ""];
    if (!known) return [];
    const version = textIn(row, "Version")?.slice(0, 100) ?? null;
    return [{ vendor: known.vendor, publishedAt: known.read(row), version, source: known.source }];
  });
}

/** Gives a product the date that its vendor keeps, where Security Center knows only a yes or no. */
export function withVendorDefinitions(
  product: AntivirusProduct,
  known: readonly VendorDefinitions[],
): AntivirusProduct {
  const found = known.find(({ vendor }) => vendor.test(product.name));
  if (!found || (found.publishedAt === null && found.version === null)) return product;
  const confidence =
    found.publishedAt !== null ? "date" : product.definitions.confidence === "flag" ? "flag" : "version";
  return {
    ...product,
    definitions: {
      ...product.definitions,
      publishedAt: found.publishedAt,
      version: found.version,
      confidence,
      source: found.source,
    },
  };
}
