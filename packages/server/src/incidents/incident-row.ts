import { Severity } from "@muster/shared/rules.ts";
import type { IncidentRow } from "../store/incident-tables.ts";
import type { Finding } from "./finding.ts";

const WORST_FIRST = Severity.options.toReversed();

/** Behind every rank of what is open. */
export const CLOSED_RANK = 9;

export function openRank(severity: string): number {
  return WORST_FIRST.indexOf(Severity.parse(severity));
}

export function openKeyOf(cause: Pick<Finding, "kind" | "subject"> | Pick<IncidentRow, "kind" | "subject">): string {
  return `${cause.kind}:${cause.subject}`;
}

/** A new incident; `by` is null when the server opens it. */
export function incidentRow(
  finding: Finding,
  context: { id: string; number: number; by: string | null; now: number },
): IncidentRow {
  const { id, number, by, now } = context;
  return {
    id,
    number,
    kind: finding.kind,
    subject: finding.subject,
    open_key: openKeyOf(finding),
    title: finding.title,
    sentence: finding.sentence,
    severity: finding.severity,
    list_rank: openRank(finding.severity),
    link_kind: finding.about?.kind ?? null,
    link_id: finding.about?.id ?? null,
    opened_at: now,
    opened_by: by,
    last_seen_at: finding.at,
    times: "inAll" in finding.times ? finding.times.inAll : finding.times.more,
    changed_at: now,
    assigned_to: null,
    acknowledged_at: null,
    acknowledged_by: null,
    closed_at: null,
    closed_by: null,
  };
}
