import type { Selectable } from "kysely";

/** The tables of alerts, as parts of the store's schema. */
export type AlertTables = {
  alert_channel: AlertChannelTable;
  alert: AlertTable;
  alert_flag: AlertFlagTable;
  alert_message: AlertMessageTable;
  alert_settings: AlertSettingsTable;
};

export type AlertChannelTable = {
  id: string;
  name: string;
  kind: string;
  /** The target, sealed: nobody who reads the store alone can send there. */
  target: string;
  address: string;
  min_severity: string;
  is_escalation: number;
  /** JSON, or null. */
  quiet_hours: string | null;
  is_active: number;
  created_at: number;
  updated_at: number;
  removed_at: number | null;
};
export type AlertChannelRow = Selectable<AlertChannelTable>;

/** One rule that machines began to fail; at most one is open per rule. */
export type AlertTable = {
  id: string;
  rule: string;
  severity: string;
  opened_at: number;
  told_at: number | null;
  last_told_at: number | null;
  /** Machines when it was told last. */
  told_machines: number;
  /** How many messages were made of it. */
  messages: number;
  acknowledged_at: number | null;
  acknowledged_by: string | null;
  escalated_at: number | null;
  /** Since when no machine fails any more. */
  healing_since: number | null;
  healed_at: number | null;
};
export type AlertRow = Selectable<AlertTable>;

export type AlertFlagTable = {
  flag_id: string;
  alert_id: string;
  machine_id: string;
  /** When its flag was resolved; null while it fails. */
  left_at: number | null;
};

export type AlertMessageTable = {
  /** The same whoever makes it, so that two processes make one. */
  id: string;
  alert_id: string | null;
  channel_id: string;
  kind: string;
  title: string;
  /** JSON of what is told. */
  body: string;
  state: string;
  attempts: number;
  tries: number;
  response: string;
  created_at: number;
  next_attempt_at: number | null;
  lease_owner: string | null;
  lease_until: number | null;
  sent_at: number | null;
};
export type AlertMessageRow = Selectable<AlertMessageTable>;

/** One row. */
export type AlertSettingsTable = {
  id: number;
  /** JSON. */
  settings: string;
  /** Sealed; null without a heartbeat. */
  heartbeat_url: string | null;
  heartbeat_host: string | null;
  heartbeat_at: number | null;
  /** What failed before the first channel was made is no news. */
  enabled_since: number | null;
};
