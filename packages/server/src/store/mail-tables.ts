import type { Generated, Selectable } from "kysely";

/** The tables of digests and of the mail that carries them, as parts of the store's schema. */
export type MailTables = {
  digest_list: DigestListTable;
  digest: DigestTable;
  mail: MailTable;
  mail_attempt: MailAttemptTable;
};

export type DigestListTable = {
  id: string;
  name: string;
  /** JSON array of addresses. */
  recipients: string;
  /** Wall-clock time in the list's zone, such as `06:00`. */
  time: string;
  time_zone: string;
  /** JSON array of weekdays. */
  days: string;
  language: string;
  /** JSON of the scope: groups, sites, rules and tags. */
  scope: string;
  shows_names: number;
  attaches_csv: number;
  is_active: number;
  /** The schedule in force holds from here: what was due before is neither late nor missed. */
  scheduled_since: number;
  created_at: number;
  updated_at: number;
  /** Its digests stay in the archive. */
  removed_at: number | null;
};
export type DigestListRow = Selectable<DigestListTable>;

export type DigestTable = {
  id: string;
  list_id: string;
  /** Local date in the list's zone, such as 2026-11-23: one digest per list and night. */
  night: string;
  /** Counted per list from 1, without gaps. */
  number: number;
  time_zone: string;
  is_late: number;
  /** The instant that was gathered for; the next digest tells what changed since. */
  composed_at: number;
  /** JSON: machines in all and machines that need attention, for the trend of a list's own scope. */
  totals: string;
  mail_id: string;
};
export type DigestRow = Selectable<DigestTable>;

export type MailTable = {
  id: string;
  /** digest or letter. */
  kind: string;
  /** JSON array of the addresses that have not been answered for good yet. */
  waiting: string;
  /** JSON array of everybody that it was written to. */
  recipients: string;
  language: string;
  subject: string;
  html: string;
  text: string;
  /** A spreadsheet to attach, and its file name. */
  csv: string | null;
  csv_name: string | null;
  message_id: string;
  created_at: number;
  /** pending, sending, sent, failed or not-sent. */
  state: string;
  state_sentence: string;
  sent_at: number | null;
  /** All of them, and those since somebody last asked for another try. */
  attempts: number;
  tries: number;
  /** How many of those met a refusal for good (5xx). */
  refusals: number;
  next_attempt_at: number | null;
  /** Who is sending it now, and until when nobody else may. */
  lease_owner: string | null;
  lease_until: number | null;
};
export type MailRow = Selectable<MailTable>;

export type MailAttemptTable = {
  id: Generated<number>;
  mail_id: string;
  attempt: number;
  started_at: number;
  /** When its last byte was about to be handed over: from here on the mail server may have accepted it. */
  handed_over_at: number | null;
  ended_at: number | null;
  /** accepted, deferred, refused, unreachable, interrupted or in-doubt; null while it lasts. */
  outcome: string | null;
  /** What the mail server answered, or why there was no answer. */
  response: string;
};
export type MailAttemptRow = Selectable<MailAttemptTable>;
