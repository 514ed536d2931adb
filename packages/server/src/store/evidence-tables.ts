import type { Selectable } from "kysely";

/** What proves that the past was not written anew: seals over what the books took in, and the packs handed to auditors. */
export type EvidenceTables = {
  evidence_seal: EvidenceSealTable;
  evidence_leaf: EvidenceLeafTable;
  evidence_pack: EvidencePackTable;
};

/** One stretch of time, from the end of the one before it. Instants in epoch ms. */
export type EvidenceSealTable = {
  /** 1, 2, 3 and so on without a gap. */
  number: number;
  /** Facts that changed from this instant on, and before the other one, are sealed. */
  from_at: number;
  until_at: number;
  /** Events are sealed by their numbers, since one may be written later than it happened: those above `after_event`. */
  after_event: number;
  last_event: number;
  /** Machines of which something was written. */
  leaves: number;
  /** Root (hex) of the tree over the leaves, in the order of machines' ids. */
  root: string;
  sealed_at: number;
  /** Ed25519 by the server's audit key, base64. */
  signature: string;
};
export type EvidenceSealRow = Selectable<EvidenceSealTable>;

/** What of one machine is under a seal. */
export type EvidenceLeafTable = {
  seal: number;
  machine_id: string;
  facts: number;
  /** The highest number among the reports that brought the facts; what came later is not under this seal. */
  last_sequence: number;
  facts_hash: string;
  events: number;
  events_hash: string;
};
export type EvidenceLeafRow = Selectable<EvidenceLeafTable>;

/** A pack as it was handed out. */
export type EvidencePackTable = {
  id: string;
  made_at: number;
  made_by: string;
  /** The instant that it is about. */
  about_at: number;
  machines: number;
  /** What the random choice was made by; null where machines were named. */
  seed: string | null;
  /** SHA-256 (hex) of the text. */
  sha256: string;
  /** The signed JSON document. */
  document: string;
};
export type EvidencePackRow = Selectable<EvidencePackTable>;
