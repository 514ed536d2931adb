import type { AntivirusProduct, Definitions } from "@muster/shared/facts/antivirus.ts";

/** Definitions of which nothing is known, from the source named. */
export function unknownDefinitions(source: string): Definitions {
  return {
    publishedAt: null,
    version: null,
    confidence: "none",
    vendorSaysCurrent: null,
    isNeeded: true,
    source,
  };
}

/** What an engine has that recognises behaviour instead of signatures. */
export function noDefinitionsNeeded(source: string): Definitions {
  return { ...unknownDefinitions(source), isNeeded: false };
}

/** A product that is there but did not tell how it fares. */
export function unreadableProduct(name: string, source: string): AntivirusProduct {
  return {
    name,
    state: "unknown",
    realTime: "unknown",
    definitions: unknownDefinitions(source),
    registration: "genuine",
    version: null,
    source,
  };
}
