import type { IncidentKind, IncidentSubject } from "@muster/shared/incident.ts";
import type { Severity } from "@muster/shared/rules.ts";

/** Something odd that was noticed, as of its latest sight. */
export type Finding = {
  kind: IncidentKind;
  /** Tells causes of one kind apart; there is one open incident for each. */
  subject: string;
  title: string;
  sentence: string;
  severity: Severity;
  about: IncidentSubject | null;
  /** When it was seen last, in epoch ms: what an incident has told of up to then opens no other. */
  at: number;
  /** How often it was seen in all, or since it was told of last. */
  times: { inAll: number } | { more: number };
};
