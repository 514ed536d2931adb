import { INCIDENT_STEPS, Incident, IncidentDetail, IncidentEntry, IncidentSubject } from "@muster/shared/incident.ts";
import { toInstant } from "@muster/shared/text.ts";
import type { IncidentEntryRow, IncidentRow, IncidentStepRow } from "../store/incident-tables.ts";

function instant(epochMs: number | null): string | null {
  return epochMs === null ? null : toInstant(Number(epochMs));
}

export function incidentOnWire(row: IncidentRow, stepsDone: number): Incident {
  return Incident.parse({
    id: row.id,
    number: row.number,
    kind: row.kind,
    title: row.title,
    sentence: row.sentence,
    severity: row.severity,
    state: row.closed_at !== null ? "closed" : row.acknowledged_at !== null ? "acknowledged" : "open",
    about: row.link_kind === null ? null : IncidentSubject.parse({ kind: row.link_kind, id: row.link_id }),
    openedAt: instant(row.opened_at),
    openedBy: row.opened_by,
    lastSeenAt: instant(row.last_seen_at),
    times: row.times,
    assignedTo: row.assigned_to,
    acknowledgedAt: instant(row.acknowledged_at),
    acknowledgedBy: row.acknowledged_by,
    closedAt: instant(row.closed_at),
    closedBy: row.closed_by,
    stepsDone,
  });
}

export function incidentDetailOnWire(
  row: IncidentRow,
  steps: readonly IncidentStepRow[],
  entries: readonly IncidentEntryRow[],
): IncidentDetail {
  return IncidentDetail.parse({
    ...incidentOnWire(row, steps.length),
    steps: INCIDENT_STEPS.map((step) => {
      const done = steps.find((each) => each.step === step);
      return { step, done: done ? { at: instant(done.done_at), by: done.done_by, note: done.note } : null };
    }),
    entries: entries.map(({ number, at, by, act, detail, note }) =>
      IncidentEntry.parse({ number, at: instant(at), by, act, detail, note }),
    ),
  });
}
