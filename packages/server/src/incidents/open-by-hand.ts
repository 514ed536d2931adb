import { AppError } from "@muster/shared/errors.ts";
import type { NewIncident } from "@muster/shared/incident.ts";
import type { IncidentRow } from "../store/incident-tables.ts";
import { addIncident, addIncidentEntry, nextIncidentNumber } from "../store/incidents.ts";
import { findMachine } from "../store/machines.ts";
import type { Db } from "../store/open-store.ts";
import { incidentRow } from "./incident-row.ts";
import { tellIncident } from "./tell-incident.ts";

/**
 * Opens what a person has noticed.
 * @throws AppError `not_found` when it names a machine that is not there
 */
export async function openByHand(
  db: Db,
  wanted: NewIncident,
  context: { by: string; now: number; id: string; dashboardUrl: string },
): Promise<IncidentRow> {
  const { by, now, id, dashboardUrl } = context;
  return db.transaction().execute(async (trx) => {
    const { machineId } = wanted;
    if (machineId !== undefined && !(await findMachine(trx, machineId))) throw new AppError("not_found");
    const { title, sentence, severity } = wanted;
    const about = machineId === undefined ? null : ({ kind: "machine", id: machineId } as const);
    const finding = {
      kind: "by-hand",
      subject: id,
      title,
      sentence,
      severity,
      about,
      at: now,
      times: { more: 1 },
    } as const;
    const row = incidentRow(finding, { id, number: await nextIncidentNumber(trx), by, now });
    await addIncident(trx, row);
    await addIncidentEntry(trx, { incident_id: id, at: now, by, act: "open", detail: null, note: sentence });
    await tellIncident(trx, row, { now, dashboardUrl });
    return row;
  });
}
