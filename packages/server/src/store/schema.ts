import type { Insertable, Selectable } from "kysely";

/** Tables as they stand. Instants are epoch milliseconds; JSON stands in text columns; booleans are 0 or 1. */
export type Schema = {
  machine: MachineTable;
  report: ReportTable;
  fact: FactTable;
  verdict: VerdictTable;
  flag: FlagTable;
  policy: PolicyTable;
  enrolment_token: EnrolmentTokenTable;
  sign_in_link: SignInLinkTable;
  session: SessionTable;
  digest: DigestTable;
};

export type MachineTable = {
  id: string;
  name: string;
  /** The name in lower case: what lists sort by and searches look in. */
  name_key: string;
  platform: string;
  os_name: string | null;
  os_version: string | null;
  /** JSON array of strings. */
  tags: string;
  /** Raw Ed25519 public key, base64url. */
  public_key: string;
  enrolled_at: number;
  last_seen_at: number | null;
  last_sequence: number;
  agent_version: string | null;
  /** SHA-256 of the canonical outcomes held in `fact`. */
  facts_digest: string | null;
  clock_ahead_ms: number | null;
  status: string;
  /** 0 is worst; lists start with it. */
  status_rank: number;
  sentence: string;
  open_flags: number;
  policy_version: number | null;
  /** The earliest instant at which a verdict changes by time alone. */
  changes_at: number | null;
};
export type MachineRow = Selectable<MachineTable>;

export type ReportTable = {
  machine_id: string;
  sequence: number;
  received_at: number;
  collected_at: number;
  digest: string;
  /** JSON of the whole report. */
  body: string;
};

export type FactTable = {
  machine_id: string;
  probe: string;
  /** read, unsupported, denied or failed. */
  kind: string;
  /** JSON of the outcome. */
  outcome: string;
  changed_at: number;
};
export type FactRow = Selectable<FactTable>;

export type VerdictTable = {
  machine_id: string;
  rule: string;
  status: string;
  since: number;
  changes_at: number | null;
  /** JSON of the judged verdict. */
  body: string;
};
export type VerdictRow = Selectable<VerdictTable>;

export type FlagTable = {
  id: string;
  machine_id: string;
  rule: string;
  severity: string;
  cause: string;
  sentence: string;
  policy_version: number;
  opened_at: number;
  updated_at: number;
  resolved_at: number | null;
};
export type FlagRow = Selectable<FlagTable>;

export type PolicyTable = {
  version: number;
  name: string;
  document: string;
  sha256: string;
  applied_at: number;
};
export type PolicyRow = Selectable<PolicyTable>;

export type EnrolmentTokenTable = {
  token_hash: string;
  tags: string;
  created_at: number;
  expires_at: number;
  used_at: number | null;
  machine_id: string | null;
};

export type SignInLinkTable = {
  token_hash: string;
  created_at: number;
  expires_at: number;
  used_at: number | null;
};

export type SessionTable = {
  token_hash: string;
  created_at: number;
  last_used_at: number;
  expires_at: number;
};

export type DigestTable = {
  /** Local date, such as 2026-11-23: one digest a night. */
  night: string;
  time_zone: string;
  subject: string;
  html: string;
  text: string;
  message_id: string;
  composed_at: number;
  state: string;
  state_sentence: string;
  sent_at: number | null;
  attempts: number;
};
export type DigestRow = Selectable<DigestTable>;

export type NewRow<T extends keyof Schema> = Insertable<Schema[T]>;
