import { z } from "zod";
import { MAX_ANTIVIRUS_PRODUCTS } from "../limits.ts";
import { Instant, Name, Sentence } from "../text.ts";

/** How much a definitions' date can be trusted: read as a date, a vendor's yes/no flag, a version number only, or nothing. */
export const Confidence = z.enum(["date", "flag", "version", "none"]);
export type Confidence = z.infer<typeof Confidence>;

export const Definitions = z.object({
  /** When the vendor published the definitions in use; null when nothing on the machine tells. */
  publishedAt: Instant.nullable(),
  version: z.string().max(100).nullable(),
  confidence: Confidence,
  /** The vendor's own "up to date" bit. Never a date: a product may say so with month-old definitions. */
  vendorSaysCurrent: z.boolean().nullable(),
  /** Engines that recognise behaviour have no definitions to age. */
  isNeeded: z.boolean(),
  source: Sentence,
});
export type Definitions = z.infer<typeof Definitions>;

export const AntivirusProduct = z.object({
  name: Name,
  state: z.enum(["on", "off", "snoozed", "expired", "passive", "unknown"]),
  /** Whether files are looked at as they are opened; `unknown` when the product does not tell. */
  realTime: z.enum(["on", "off", "unknown"]),
  definitions: Definitions,
  /** A ghost is registered but its program is gone; a duplicate is a second registration of one product. */
  registration: z.enum(["genuine", "ghost", "duplicate"]),
  version: z.string().max(100).nullable(),
  source: Sentence,
});
export type AntivirusProduct = z.infer<typeof AntivirusProduct>;

/** What the `antivirus` probe learns. An empty list means that every source was read and none knows a product. */
export const AntivirusFacts = z.object({
  products: z.array(AntivirusProduct).max(MAX_ANTIVIRUS_PRODUCTS),
});
export type AntivirusFacts = z.infer<typeof AntivirusFacts>;
