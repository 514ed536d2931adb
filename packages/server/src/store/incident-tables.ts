import type { Selectable } from "kysely";

/** The tables of incidents, as parts of the store's schema. */
export type IncidentTables = {
  incident: IncidentTable;
  incident_step: IncidentStepTable;
  incident_entry: IncidentEntryTable;
};

export type IncidentTable = {
  id: string;
  /** By which people call it. */
  number: number;
  kind: string;
  /** Whom or what it concerns, as its kind tells subjects apart. */
  subject: string;
  /** Kind and subject while it is open. */
  open_key: string | null;
  title: string;
  sentence: string;
  severity: string;
  /** 0 is the worst that is open; what is closed comes last. */
  list_rank: number;
  link_kind: string | null;
  link_id: string | null;
  opened_at: number;
  /** Null when the server opened it. */
  opened_by: string | null;
  last_seen_at: number;
  times: number;
  changed_at: number;
  assigned_to: string | null;
  acknowledged_at: number | null;
  acknowledged_by: string | null;
  closed_at: number | null;
  closed_by: string | null;
};
export type IncidentRow = Selectable<IncidentTable>;

/** A step of the checklist that was done; one that was not has no row. */
export type IncidentStepTable = {
  incident_id: string;
  step: string;
  done_at: number;
  done_by: string;
  note: string;
};
export type IncidentStepRow = Selectable<IncidentStepTable>;

/** What happened to an incident, in order. */
export type IncidentEntryTable = {
  incident_id: string;
  number: number;
  at: number;
  by: string | null;
  act: string;
  /** The step, or the person, that it concerned. */
  detail: string | null;
  note: string;
};
export type IncidentEntryRow = Selectable<IncidentEntryTable>;
