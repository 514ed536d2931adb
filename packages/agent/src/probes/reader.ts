import type { FactsOf, ProbeId } from "@muster/shared/facts/index.ts";
import type { Platform } from "@muster/shared/facts/machine.ts";
import type { Answer } from "./answer.ts";
import type { Source } from "./source.ts";

/** Asks one source; never rejects. */
export type Ask = (source: Source) => Promise<Answer>;

/** What a probe made of its sources' answers. */
export type Reading<F> =
  | { kind: "read"; facts: F }
  | { kind: "unsupported"; reason: string }
  | { kind: "denied"; reason: string }
  | { kind: "failed"; reason: string };

/** Where one fact comes from on one OS; a row of the documentation's table. */
export type FactOrigin = {
  fact: string;
  source: string;
  fallback: string | null;
  confidence: string;
  /** What is not covered yet, and why; null when nothing is known to be missing. */
  gaps: string | null;
};

/**
 * How one probe is read on one platform.
 * `read` is pure but for `ask`: the same answers always give the same reading, so captures from the field can be replayed.
 */
export type Reader<P extends ProbeId = ProbeId> = {
  probe: P;
  platform: Platform;
  sources: readonly Source[];
  origins: readonly FactOrigin[];
  read: (ask: Ask) => Promise<Reading<FactsOf<P>>>;
};

/** A reader whose probe is known only at run time; the collector checks its facts against the probe's schema. */
export type AnyReader = { [P in ProbeId]: Reader<P> }[ProbeId];
