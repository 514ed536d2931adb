import type { Generated, Insertable, Selectable } from "kysely";
import type { AlertTables } from "./alert-tables.ts";
import type { AuditTables } from "./audit-tables.ts";
import type { AuthTables } from "./auth-tables.ts";
import type { EvidenceTables } from "./evidence-tables.ts";
import type { IncidentTables } from "./incident-tables.ts";
import type { LetterTables } from "./letter-tables.ts";
import type { MailTables } from "./mail-tables.ts";
import type { ReviewTables } from "./review-tables.ts";

/** Tables as they stand. Instants are epoch milliseconds; JSON stands in text columns; booleans are 0 or 1. */
export type Schema = AlertTables &
  AuditTables &
  AuthTables &
  EvidenceTables &
  LetterTables &
  ReviewTables &
  IncidentTables &
  MailTables & {
    machine: MachineTable;
    report: ReportTable;
    fact: FactTable;
    verdict: VerdictTable;
    flag: FlagTable;
    flag_work: FlagWorkTable;
    policy: PolicyTable;
    enrolment_token: EnrolmentTokenTable;
    operator: OperatorTable;
    wall_link: WallLinkTable;
    waiver: WaiverTable;
    event: EventTable;
    fact_history: FactHistoryTable;
    weighed: WeighedTable;
    fleet_day: FleetDayTable;
    identity_conflict: IdentityConflictTable;
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
  /** When the connection ended and how; null while it lasts. */
  parted_at: number | null;
  parting: string | null;
  /** The last absence that was long enough to be one. */
  absent_from: number | null;
  returned_at: number | null;
  reachability: string;
  reachable_since: number;
  /** The policy's site that it belongs to, by name. */
  site: string | null;
  /** What tells the hardware apart, as the machine itself reads it; null when nothing does. */
  hardware_key: string | null;
  /** Since when it counts no more; its history stays. */
  retired_at: number | null;
  /** The entry that goes on in its place. */
  merged_into: string | null;
  /** Whose accounts sign in there with a password, as the machine lists them. */
  person: string | null;
  serial_number: string | null;
  /** JSON array: the policy's groups that it belongs to. */
  policy_groups: string;
  /** JSON array: the rules that have an open flag. */
  flagged_rules: string;
  /** The date of the newest virus definitions in use. */
  definitions_from: number | null;
  /** How the rule about the firewall judges it; null when it is not held to it. */
  firewall: string | null;
  /** When the first password must be changed. */
  password_ends_at: number | null;
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
  /** How often the rule had begun to fail within the flapping window. */
  recent_failures: number;
  /** mended, waived or policy (another version judges otherwise); null while open. */
  resolved_because: string | null;
};
export type FlagRow = Selectable<FlagTable>;

/** What people have done about a flag. */
export type FlagWorkTable = {
  flag_id: string;
  acknowledged_by: string | null;
  acknowledged_at: number | null;
  assigned_to: string | null;
  snoozed_until: number | null;
  note: string | null;
  changed_by: string;
  changed_at: number;
};
export type FlagWorkRow = Selectable<FlagWorkTable>;

export type PolicyTable = {
  version: number;
  name: string;
  document: string;
  sha256: string;
  applied_at: number;
  author: string;
  /** dashboard, file or command. */
  origin: string;
  reason: string;
  /** JSON of the rehearsal that preceded it; null without one. */
  what_if: string | null;
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

export type OperatorTable = {
  id: string;
  name: string;
  /** The name as it is compared: no two operators share one. */
  name_key: string;
  role: string;
  created_at: number;
  created_by: string;
  /** Since when the operator may not sign in; entries are never removed, so that a name always means one person. */
  disabled_at: number | null;
  last_sign_in_at: number | null;
};
export type OperatorRow = Selectable<OperatorTable>;

/** A link by which a screen on a wall sees the fleet's figures. */
export type WallLinkTable = {
  id: string;
  name: string;
  token_hash: string;
  created_at: number;
  created_by: string;
  expires_at: number;
  revoked_at: number | null;
  last_used_at: number | null;
};
export type WallLinkRow = Selectable<WallLinkTable>;
export type WaiverTable = {
  id: string;
  machine_id: string | null;
  group_name: string | null;
  rule: string | null;
  account: string | null;
  reason: string;
  ticket: string | null;
  state: string;
  requested_by: string;
  requested_at: number;
  decided_by: string | null;
  decided_at: number | null;
  starts_at: number;
  ends_at: number;
};
export type WaiverRow = Selectable<WaiverTable>;

export type EventTable = {
  id: Generated<number>;
  machine_id: string;
  at: number;
  kind: string;
  /** JSON of the event. */
  body: string;
};
export type EventRow = Selectable<EventTable>;

/** Every outcome that differed from the one before it. */
export type FactHistoryTable = {
  machine_id: string;
  probe: string;
  changed_at: number;
  /** Number of the report that brought it. */
  sequence: number;
  kind: string;
  outcome: string;
};

/** A machine's facts and memory in the short form in which a whole fleet is judged. */
export type WeighedTable = {
  machine_id: string;
  /** Which form the rest has; what another version of the program wrote is worked out anew. */
  form: number;
  /** JSON: per probe what came of it, per rule what it weighs, per rule what it remembers. */
  body: string;
};

export type FleetDayTable = {
  day: string;
  /** JSON: machines per status. */
  by_status: string;
  /** JSON: open flags per rule. */
  open_flags: string;
  policy_version: number | null;
};

export type IdentityConflictTable = {
  id: string;
  kind: string;
  machine_id: string;
  other_id: string | null;
  sentence: string;
  first_seen_at: number;
  last_seen_at: number;
  times: number;
  resolved_at: number | null;
  resolution: string | null;
  resolved_by: string | null;
};
export type IdentityConflictRow = Selectable<IdentityConflictTable>;

export type NewRow<T extends keyof Schema> = Insertable<Schema[T]>;
