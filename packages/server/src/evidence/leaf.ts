import { createHash } from "node:crypto";
import type { EvidenceSealRow } from "../store/evidence-tables.ts";

/*
 * How rows become hashes. All is written as JSON arrays that begin with their purpose, so that no two things look alike.
 */

/** A row of facts, and one of events, as far as they are sealed. Instants in epoch ms. */
export type SealedFact = { probe: string; changedAt: number; sequence: number; kind: string; outcome: string };
export type SealedEvent = { id: number; at: number; kind: string; body: string };

/** What stands before the first row. */
export const NOTHING_YET = "0".repeat(64);

export function withFact(before: string, { probe, changedAt, sequence, kind, outcome }: SealedFact): string {
  return hashOf(["muster-evidence-fact-1", before, probe, changedAt, sequence, kind, outcome]);
}

export function withEvent(before: string, { id, at, kind, body }: SealedEvent): string {
  return hashOf(["muster-evidence-event-1", before, id, at, kind, body]);
}

/** Facts stand in the order in which a machine's reports brought them, whatever a store's own order of texts is. */
export function inOrder<T extends Pick<SealedFact, "changedAt" | "sequence" | "probe">>(facts: readonly T[]): T[] {
  return facts.toSorted(
    (a, b) =>
      a.changedAt - b.changedAt || a.sequence - b.sequence || (a.probe < b.probe ? -1 : a.probe > b.probe ? 1 : 0),
  );
}

/** The text that stands for one machine under a seal. */
export function leafText(leaf: {
  machineId: string;
  facts: number;
  factsHash: string;
  events: number;
  eventsHash: string;
}): string {
  const { machineId, facts, factsHash, events, eventsHash } = leaf;
  return JSON.stringify(["muster-evidence-leaf-1", machineId, facts, factsHash, events, eventsHash]);
}

/** The words that are signed. */
export function sealWords(seal: Omit<EvidenceSealRow, "signature">): string {
  const { number, from_at, until_at, after_event, last_event, leaves, root, sealed_at } = seal;
  return ["muster-evidence-seal-1", number, from_at, until_at, after_event, last_event, leaves, root, sealed_at].join(
    "\n",
  );
}

function hashOf(parts: readonly (string | number)[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
