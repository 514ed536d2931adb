import type { AntivirusProduct } from "@muster/shared/facts/antivirus.ts";
import { type Instant, toInstant } from "@muster/shared/text.ts";
import { fromCompactDay } from "../compact-day.ts";
import { numberIn, type Row, textIn } from "../windows/rows.ts";

type Known = { publishedAt: Instant | null; version: string | null };

export type VendorDefinitions = Known & {
  /** Matches the name that the product registers with Security Center. */
  vendor: RegExp;
  source: string;
};

function fromEpochSeconds(seconds: number | null): Instant | null {
  // Kaspersky writes 0xFFFFFFFF for "never".
  return seconds === null || seconds <= 0 || seconds >= 4_294_967_295 ? null : toInstant(seconds * 1000);
}

const DAY_ALONE = /^(\d{4})(\d{2})(\d{2})$/;

/** A text that is more than zeros: Trend Micro fills what it does not use with 0. */
function filledIn(row: Row, key: string): string | null {
  const text = textIn(row, key);
  return text === null || /^0+$/.test(text) ? null : text;
}

/**
 * Trend Micro keeps two patterns, that of the conventional scan and that of the smart scan (`ScanType` 1); the one that is
 * not in use may be years old, so it counts only where the other is empty.
 */
function readTrendMicro(row: Row): Known {
  const isSmart = numberIn(row, "ScanType") === 1;
  const inUse = (smart: string, plain: string) =>
    isSmart ? (filledIn(row, smart) ?? filledIn(row, plain)) : (filledIn(row, plain) ?? filledIn(row, smart));
  const version = inUse("SmartVersion", "Version");
  return {
    publishedAt: fromCompactDay(inUse("SmartValue", "Value"), DAY_ALONE),
    version: version?.replace(/^(\d+)(\d{3})(\d{2})$/, "$1.$2.$3") ?? null,
  };
}

/** Bitdefender's update.txt: `Update time GMT: <epoch seconds>`; its `Update time:` is local and is not read. */
function readBitdefender(row: Row): Known {
  const text = textIn(row, "Value") ?? "";
  const seconds = /^Update time GMT:[ \t]*(\d{1,11})[ \t]*\r?$/m.exec(text)?.[1];
  const version = /^Signature number:[ \t]*(\d{1,20})[ \t]*\r?$/m.exec(text)?.[1];
  return { publishedAt: fromEpochSeconds(seconds === undefined ? null : Number(seconds)), version: version ?? null };
}

function dateAlone(read: (row: Row) => Instant | null): (row: Row) => Known {
  return (row) => ({ publishedAt: read(row), version: textIn(row, "Version") });
}

/** Where each vendor keeps its definitions' date; what the section `vendor-definitions` reads for it stands in `Value`. */
const VENDORS: Record<string, { vendor: RegExp; read: (row: Row) => Known; source: string }> = {
  kaspersky: {
    vendor: /kaspersky/i,
    read: dateAlone((row) => fromEpochSeconds(numberIn(row, "Value"))),
    source: "Kaspersky's registry: LastSuccessfulUpdate",
  },
  symantec: {
    vendor: /symantec|norton/i,
    read: dateAlone((row) => fromCompactDay(textIn(row, "Value"), /CurDefs=(\d{4})(\d{2})(\d{2})\.\d+/)),
    source: "Symantec's definfo.dat: CurDefs",
  },
  mcafee: {
    vendor: /mcafee|trellix/i,
    read: dateAlone((row) => fromCompactDay(textIn(row, "Value")?.replaceAll(/[/.-]/g, "") ?? null, DAY_ALONE)),
    source: "Trellix's registry: AVDatDate",
  },
  eset: {
    vendor: /eset/i,
    read: dateAlone((row) => fromCompactDay(textIn(row, "Value"), /\((\d{4})(\d{2})(\d{2})\)/)),
    source: "ESET's registry: ScannerVersion",
  },
  bitdefender: {
    vendor: /bitdefender/i,
    read: readBitdefender,
    source: "Bitdefender's update.txt: Update time GMT",
  },
  "trend micro": {
    vendor: /trend ?micro|apex one|officescan/i,
    read: readTrendMicro,
    source: "Trend Micro's registry: date of the pattern in use",
  },
  sophos: {
    vendor: /sophos/i,
    // After a failed update (`Result` is not 0) its time says nothing of the definitions.
    read: dateAlone((row) => (numberIn(row, "Result") === 0 ? fromEpochSeconds(numberIn(row, "Value")) : null)),
    source: "Sophos's registry: LastUpdateTime of a successful update",
  },
  avira: {
    vendor: /avira/i,
    read: dateAlone(() => null),
    source: "Avira's registry: VdfVersion, without a date",
  },
};

/** Reads the rows of the section `vendor-definitions`, the newest definitions of a vendor first. */
export function readVendorDefinitions(rows: readonly Row[]): VendorDefinitions[] {
  return rows
    .flatMap((row) => {
      const known = VENDORS[textIn(row, "Vendor")?.toLowerCase() ?? ""];
      if (!known) return [];
      const { publishedAt, version } = known.read(row);
      return [{ vendor: known.vendor, publishedAt, version: version?.slice(0, 100) ?? null, source: known.source }];
    })
    .sort((a, b) => (b.publishedAt ?? "").localeCompare(a.publishedAt ?? ""));
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
