import type { Selectable } from "kysely";

/** The audit log's tables. Entries are only ever added. */
export type AuditTables = {
  audit_entry: AuditEntryTable;
  audit_head: AuditHeadTable;
  audit_seal: AuditSealTable;
};

export type AuditEntryTable = {
  /** 1, 2, 3 and so on without a gap. */
  number: number;
  at: number;
  /** The operator's name, or the account's on the server's console; null where nobody had signed in. */
  who: string | null;
  who_id: string | null;
  role: string | null;
  /** http, console or server. */
  via: string;
  address: string | null;
  act: string;
  /** done, refused or failed. */
  outcome: string;
  code: string | null;
  subject: string | null;
  times: number;
  /** JSON object. */
  details: string;
  /** SHA-256 (hex) over the hash before and all of the above. */
  hash: string;
};
export type AuditEntryRow = Selectable<AuditEntryTable>;

/** One row: the last entry, so that a log which was cut is known. */
export type AuditHeadTable = {
  id: number;
  number: number;
  hash: string;
  /** Ed25519 by the server's audit key, base64; null before anything was written. */
  signature: string | null;
};
export type AuditHeadRow = Selectable<AuditHeadTable>;

export type AuditSealTable = {
  /** UTC. */
  day: string;
  number: number;
  hash: string;
  sealed_at: number;
  signature: string;
};
export type AuditSealRow = Selectable<AuditSealTable>;
