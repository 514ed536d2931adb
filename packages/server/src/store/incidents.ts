import { inChunks } from "./in-chunks.ts";
import type { IncidentEntryRow, IncidentRow, IncidentStepRow } from "./incident-tables.ts";
import type { Db } from "./open-store.ts";

export type IncidentFilter = {
  state: "open" | "closed" | "all";
  kind?: string | undefined;
  severity?: string | undefined;
  assignedTo?: string | undefined;
  machineId?: string | undefined;
};

export async function findIncident(db: Db, id: string): Promise<IncidentRow | undefined> {
  return db.selectFrom("incident").selectAll().where("id", "=", id).executeTakeFirst();
}

export async function openIncidentOf(db: Db, openKey: string): Promise<IncidentRow | undefined> {
  return db.selectFrom("incident").selectAll().where("open_key", "=", openKey).executeTakeFirst();
}

/** Up to when a cause was seen by any incident of it, closed ones too; null when it never was. */
export async function lastSeenOf(db: Db, kind: string, subject: string): Promise<number | null> {
  const row = await db
    .selectFrom("incident")
    .select((eb) => eb.fn.max("last_seen_at").as("at"))
    .where("kind", "=", kind)
    .where("subject", "=", subject)
    .executeTakeFirst();
  return row?.at == null ? null : Number(row.at);
}

/** How many incidents of a kind are open that nobody opened by hand. */
export async function countOpenOf(db: Db, kind: string): Promise<number> {
  const row = await db
    .selectFrom("incident")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("kind", "=", kind)
    .where("closed_at", "is", null)
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}

export async function countOpenIncidents(db: Db): Promise<{ open: number; changedAt: number | null }> {
  const row = await db
    .selectFrom("incident")
    .select((eb) => [
      eb.fn.sum<number>(eb.case().when("closed_at", "is", null).then(1).else(0).end()).as("open"),
      eb.fn.max("changed_at").as("changed"),
    ])
    .executeTakeFirst();
  return { open: Number(row?.open ?? 0), changedAt: row?.changed == null ? null : Number(row.changed) };
}

export async function nextIncidentNumber(trx: Db): Promise<number> {
  const row = await trx
    .selectFrom("incident")
    .select((eb) => eb.fn.max("number").as("last"))
    .executeTakeFirst();
  return Number(row?.last ?? 0) + 1;
}

export async function addIncident(trx: Db, row: IncidentRow): Promise<void> {
  await trx.insertInto("incident").values(row).execute();
}

export async function setIncident(trx: Db, id: string, values: Partial<IncidentRow>): Promise<void> {
  await trx.updateTable("incident").set(values).where("id", "=", id).execute();
}

/** One page: what is open comes first, the worst of it at the top, then the latest. */
export async function listIncidents(
  db: Db,
  filter: IncidentFilter,
  page: { after: { rank: number; number: number } | null; limit: number },
): Promise<IncidentRow[]> {
  let query = db.selectFrom("incident").selectAll();
  if (filter.state === "open") query = query.where("closed_at", "is", null);
  if (filter.state === "closed") query = query.where("closed_at", "is not", null);
  if (filter.kind !== undefined) query = query.where("kind", "=", filter.kind);
  if (filter.severity !== undefined) query = query.where("severity", "=", filter.severity);
  if (filter.assignedTo !== undefined) query = query.where("assigned_to", "=", filter.assignedTo);
  const { machineId } = filter;
  if (machineId !== undefined) query = query.where("link_kind", "=", "machine").where("link_id", "=", machineId);
  const { after } = page;
  if (after) {
    query = query.where((eb) =>
      eb.or([
        eb("list_rank", ">", after.rank),
        eb.and([eb("list_rank", "=", after.rank), eb("number", "<", after.number)]),
      ]),
    );
  }
  return query.orderBy("list_rank").orderBy("number", "desc").limit(page.limit).execute();
}

export async function stepsOfIncidents(db: Db, ids: readonly string[]): Promise<IncidentStepRow[]> {
  const steps: IncidentStepRow[] = [];
  for (const chunk of inChunks(ids)) {
    steps.push(...(await db.selectFrom("incident_step").selectAll().where("incident_id", "in", chunk).execute()));
  }
  return steps;
}

export async function doIncidentStep(trx: Db, row: IncidentStepRow): Promise<void> {
  const { incident_id: _, step: __, ...rest } = row;
  await trx
    .insertInto("incident_step")
    .values(row)
    .onConflict((conflict) => conflict.columns(["incident_id", "step"]).doUpdateSet(rest))
    .execute();
}

export async function undoIncidentStep(trx: Db, incidentId: string, step: string): Promise<void> {
  await trx.deleteFrom("incident_step").where("incident_id", "=", incidentId).where("step", "=", step).execute();
}

export async function entriesOfIncident(db: Db, id: string, limit: number): Promise<IncidentEntryRow[]> {
  return db
    .selectFrom("incident_entry")
    .selectAll()
    .where("incident_id", "=", id)
    .orderBy("number", "desc")
    .limit(limit)
    .execute();
}

/** Adds to what happened to an incident; whoever changes its row first in the same transaction has the next number alone. */
export async function addIncidentEntry(trx: Db, entry: Omit<IncidentEntryRow, "number">): Promise<void> {
  const row = await trx
    .selectFrom("incident_entry")
    .select((eb) => eb.fn.max("number").as("last"))
    .where("incident_id", "=", entry.incident_id)
    .executeTakeFirst();
  await trx
    .insertInto("incident_entry")
    .values({ ...entry, number: Number(row?.last ?? 0) + 1 })
    .execute();
}
