import { AppError } from "@muster/shared/errors.ts";
import type { IncidentAct } from "@muster/shared/incident.ts";
import { MAX_INCIDENT_ENTRIES } from "@muster/shared/limits.ts";
import { may, Role } from "@muster/shared/permissions.ts";
import type { IncidentRow } from "../store/incident-tables.ts";
import {
  addIncidentEntry,
  doIncidentStep,
  entriesOfIncident,
  findIncident,
  openIncidentOf,
  setIncident,
  undoIncidentStep,
} from "../store/incidents.ts";
import type { Db } from "../store/open-store.ts";
import { findOperatorNamed } from "../store/operators.ts";
import { CLOSED_RANK, openKeyOf, openRank } from "./incident-row.ts";

type By = { by: string; now: number };

/**
 * Does one act of a person, and notes who did it when.
 * @throws AppError `not_found`, `incident_closed`, `incident_open`, `operator_unknown`, `already_decided`
 */
export async function workOnIncident(db: Db, id: string, act: IncidentAct, context: By): Promise<IncidentRow> {
  return db.transaction().execute(async (trx) => {
    const row = await findIncident(trx, id);
    if (!row) throw new AppError("not_found");
    if (row.closed_at !== null && act.kind !== "reopen") throw new AppError("incident_closed");
    if (
      (await entriesOfIncident(trx, id, MAX_INCIDENT_ENTRIES)).length >= MAX_INCIDENT_ENTRIES &&
      act.kind !== "close"
    ) {
      throw new AppError(
        "input_invalid",
        `An incident keeps ${MAX_INCIDENT_ENTRIES} entries: close it and open another.`,
      );
    }
    const change: Partial<IncidentRow> = { ...(await changeBy(trx, row, act, context)), changed_at: context.now };
    // The row is changed first, so that two people who act at once have their entries one after the other.
    await setIncident(trx, id, change);
    const detail = "step" in act ? act.step : act.kind === "assign" ? (change.assigned_to ?? null) : null;
    const note = "note" in act ? act.note : "";
    await addIncidentEntry(trx, { incident_id: id, at: context.now, by: context.by, act: act.kind, detail, note });
    return { ...row, ...change };
  });
}

async function changeBy(trx: Db, row: IncidentRow, act: IncidentAct, { by, now }: By): Promise<Partial<IncidentRow>> {
  // Whoever does anything about it has seen it.
  const seen = row.acknowledged_at === null ? { acknowledged_at: now, acknowledged_by: by } : {};
  switch (act.kind) {
    case "acknowledge":
      if (row.acknowledged_at !== null) throw new AppError("already_decided");
      return seen;
    case "assign":
      return { ...seen, assigned_to: act.to === null ? null : await assigneeNamed(trx, act.to) };
    case "note":
      return seen;
    case "step":
      await doIncidentStep(trx, { incident_id: row.id, step: act.step, done_at: now, done_by: by, note: act.note });
      return seen;
    case "undo-step":
      await undoIncidentStep(trx, row.id, act.step);
      return seen;
    case "close":
      return { ...seen, closed_at: now, closed_by: by, open_key: null, list_rank: CLOSED_RANK };
    case "reopen": {
      const openKey = openKeyOf(row);
      if (row.closed_at === null || (await openIncidentOf(trx, openKey))) throw new AppError("incident_open");
      return { closed_at: null, closed_by: null, open_key: openKey, list_rank: openRank(row.severity) };
    }
  }
}

/** Only who may work on incidents is given one. */
async function assigneeNamed(trx: Db, name: string): Promise<string> {
  const operator = await findOperatorNamed(trx, name);
  const role = Role.safeParse(operator?.role);
  if (!operator || operator.disabled_at !== null || !role.success || !may(role.data, "incidents.work")) {
    throw new AppError("operator_unknown", "Nobody of this name may work on incidents.");
  }
  return operator.name;
}
