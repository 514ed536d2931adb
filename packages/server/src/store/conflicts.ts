import type { Db } from "./open-store.ts";
import type { IdentityConflictRow } from "./schema.ts";

export type Doubt = Pick<IdentityConflictRow, "kind" | "machine_id" | "other_id" | "sentence">;

/** Notes a doubt about who a machine is: once while it is open, counting how often it was seen. */
export async function noteConflict(db: Db, doubt: Doubt, context: { now: number; newId: () => string }): Promise<void> {
  const { now, newId } = context;
  const open = await db
    .selectFrom("identity_conflict")
    .select(["id", "times"])
    .where("machine_id", "=", doubt.machine_id)
    .where("kind", "=", doubt.kind)
    .where("other_id", doubt.other_id === null ? "is" : "=", doubt.other_id)
    .where("resolved_at", "is", null)
    .executeTakeFirst();
  if (open) {
    const change = { last_seen_at: now, times: open.times + 1, sentence: doubt.sentence };
    await db.updateTable("identity_conflict").set(change).where("id", "=", open.id).execute();
    return;
  }
  await db
    .insertInto("identity_conflict")
    .values({
      ...doubt,
      id: newId(),
      first_seen_at: now,
      last_seen_at: now,
      times: 1,
      resolved_at: null,
      resolution: null,
      resolved_by: null,
    })
    .execute();
}

/** Whether a pair was looked at already, so that a dismissed doubt does not come back with every report. */
export async function isSettled(db: Db, machineId: string, otherId: string): Promise<boolean> {
  const row = await db
    .selectFrom("identity_conflict")
    .select("id")
    .where("machine_id", "=", machineId)
    .where("other_id", "=", otherId)
    .where("resolved_at", "is not", null)
    .executeTakeFirst();
  return row !== undefined;
}

/** One page of doubts with the machines' names, the latest seen first. */
export async function listConflicts(
  db: Db,
  filter: { state: "open" | "resolved" | "all"; machineId?: string },
  page: { after: { at: number; id: string } | null; limit: number },
) {
  let query = db
    .selectFrom("identity_conflict as conflict")
    .innerJoin("machine", "machine.id", "conflict.machine_id")
    .leftJoin("machine as other", "other.id", "conflict.other_id")
    .selectAll("conflict")
    .select(["machine.name as machine_name", "other.name as other_name"]);
  if (filter.state === "open") query = query.where("resolved_at", "is", null);
  if (filter.state === "resolved") query = query.where("resolved_at", "is not", null);
  const { machineId } = filter;
  if (machineId !== undefined)
    query = query.where((eb) => eb.or([eb("machine_id", "=", machineId), eb("other_id", "=", machineId)]));
  const { after } = page;
  if (after)
    query = query.where((eb) =>
      eb(eb.refTuple("conflict.last_seen_at", "conflict.id"), "<", eb.tuple(after.at, after.id)),
    );
  return query.orderBy("conflict.last_seen_at", "desc").orderBy("conflict.id", "desc").limit(page.limit).execute();
}
