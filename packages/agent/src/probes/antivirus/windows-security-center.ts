import type { AntivirusProduct } from "@muster/shared/facts/antivirus.ts";
import { MAX_NAME_CHARS } from "@muster/shared/limits.ts";
import { clip } from "@muster/shared/text.ts";
import { flagIn, numberIn, type Row, textIn } from "../windows/rows.ts";

type State = AntivirusProduct["state"];

const STATES: Record<number, State> = { 0: "off", 4096: "on", 8192: "snoozed", 12288: "expired" };

/**
 * Reads Security Center's `productState`: bits 12-15 the state, bits 4-7 whether the definitions are current. Microsoft
 * documents neither; the masks agree over dozens of products. They are not the IWscProduct enums, where 0 is on.
 */
export function decodeProductState(productState: number): { state: State; isCurrent: boolean | null } {
  const definitions = productState & 0xf0;
  return {
    state: STATES[productState & 0xf000] ?? "unknown",
    isCurrent: definitions === 0 ? true : definitions === 0x10 ? false : null,
  };
}

/** Better states first: of two registrations of one product the one that protects is the product. */
const RANK: readonly State[] = ["on", "passive", "snoozed", "expired", "off", "unknown"];

function toProduct(row: Row): AntivirusProduct | null {
  const name = textIn(row, "displayName");
  if (name === null) return null;
  const productState = numberIn(row, "productState");
  const decoded = productState === null ? null : decodeProductState(productState);
  const isGone = flagIn(row, "reportingExeExists") === false;
  return {
    name: clip(name, MAX_NAME_CHARS),
    state: decoded?.state ?? "unknown",
    // Security Center registers what watches files as they are opened; its one state covers that.
    realTime: decoded?.state === "on" ? "on" : decoded && decoded.state !== "unknown" ? "off" : "unknown",
    definitions: {
      publishedAt: null,
      version: null,
      confidence: decoded?.isCurrent == null ? "none" : "flag",
      vendorSaysCurrent: decoded?.isCurrent ?? null,
      isNeeded: true,
      source: "Security Center: the vendor's own word, without a date",
    },
    registration: isGone ? "ghost" : "genuine",
    version: null,
    source: isGone ? "Security Center; its program is gone from the disk" : "Security Center",
  };
}

/** Marks later registrations of one name as duplicates; a ghost never stands for the product while another is there. */
export function markDuplicates(products: readonly AntivirusProduct[]): AntivirusProduct[] {
  const worth = (product: AntivirusProduct) =>
    (product.registration === "ghost" ? RANK.length : 0) + RANK.indexOf(product.state);
  const sorted = [...products].sort((a, b) => worth(a) - worth(b) || (a.name < b.name ? -1 : 1));
  const seen = new Set<string>();
  return sorted.map((product) => {
    const key = product.name.toLowerCase();
    const isRepeated = seen.has(key);
    seen.add(key);
    return isRepeated && product.registration === "genuine" ? { ...product, registration: "duplicate" } : product;
  });
}

/** Reads rows of `AntiVirusProduct`; registrations without a name are left out. */
export function readSecurityCenter(rows: readonly Row[]): AntivirusProduct[] {
  return markDuplicates(rows.map(toProduct).filter((product) => product !== null));
}
