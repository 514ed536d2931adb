import type { Db } from "./open-store.ts";
import type { WaiverRow } from "./schema.ts";

export async function saveWaiver(db: Db, row: WaiverRow): Promise<void> {
  const { id, ...rest } = row;
  await db
    .insertInto("waiver")
    .values(row)
    .onConflict((conflict) => conflict.column("id").doUpdateSet(rest))
    .execute();
}

export async function findWaiver(db: Db, id: string): Promise<WaiverRow | undefined> {
  return db.selectFrom("waiver").selectAll().where("id", "=", id).executeTakeFirst();
}

/**
 * Every waiver that has been in force at or after an instant. A machine that is judged late is judged as of each instant on
 * the way, so that what has ended since must still be known.
 */
export async function waiversSince(db: Db, since: number): Promise<WaiverRow[]> {
  return db
    .selectFrom("waiver")
    .selectAll()
    .where("state", "in", ["approved", "ended"])
    .where("ends_at", ">", since)
    .orderBy("id")
    .execute();
}

export type WaiverFilter = { state?: string | undefined; machineId?: string | undefined };

/** One page of waivers with their machines' names, the one that ends last first. */
export async function listWaivers(
  db: Db,
  filter: WaiverFilter,
  page: { after: { endsAt: number; id: string } | null; limit: number },
): Promise<(WaiverRow & { machine_name: string | null })[]> {
  let query = db
    .selectFrom("waiver")
    .leftJoin("machine", "machine.id", "waiver.machine_id")
    .selectAll("waiver")
    .select("machine.name as machine_name");
  if (filter.state !== undefined) query = query.where("state", "=", filter.state);
  if (filter.machineId !== undefined) query = query.where("machine_id", "=", filter.machineId);
  const { after } = page;
  if (after)
    query = query.where((eb) => eb(eb.refTuple("ends_at", "waiver.id"), "<", eb.tuple(after.endsAt, after.id)));
  return query.orderBy("ends_at", "desc").orderBy("waiver.id", "desc").limit(page.limit).execute();
}
