import { MachineEvent } from "@muster/shared/history.ts";
import { inChunks } from "./in-chunks.ts";
import type { Db } from "./open-store.ts";
import type { EventRow, NewRow } from "./schema.ts";

/** Something that happened to a machine, at an instant in epoch ms. */
export type Happening = { machineId: string; at: number; event: MachineEvent };

export async function saveHappenings(db: Db, happenings: readonly Happening[]): Promise<void> {
  const rows = happenings.map(
    ({ machineId, at, event }): NewRow<"event"> => ({
      machine_id: machineId,
      at,
      kind: event.kind,
      body: JSON.stringify(event),
    }),
  );
  for (const chunk of inChunks(rows)) await db.insertInto("event").values(chunk).execute();
}

/** As {@link saveHappenings}, leaving out what stands there already in the same words, whenever that was. */
export async function saveOnce(db: Db, happenings: readonly Happening[]): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const happening of happenings) {
      const known = await trx
        .selectFrom("event")
        .select("id")
        .where("machine_id", "=", happening.machineId)
        .where("kind", "=", happening.event.kind)
        .where("body", "=", JSON.stringify(happening.event))
        .executeTakeFirst();
      if (!known) await saveHappenings(trx, [happening]);
    }
  });
}

/** A stretch of time in epoch ms, both ends included, and the kinds of events that are asked for; all where none is named. */
export type EventFilter = { from?: number | undefined; to?: number | undefined; kinds?: readonly string[] | undefined };

function eventsOf(db: Db, machineIds: readonly string[], { from, to, kinds }: EventFilter) {
  let query = db.selectFrom("event").where("machine_id", "in", machineIds);
  if (from !== undefined) query = query.where("at", ">=", from);
  if (to !== undefined) query = query.where("at", "<=", to);
  if (kinds !== undefined) query = query.where("kind", "in", kinds);
  return query;
}

/** One page of what happened to machines (an entry and those that it took over), the newest first. */
export async function listHappenings(
  db: Db,
  machineIds: readonly string[],
  page: { after: { at: number; id: number } | null; limit: number },
  filter: EventFilter = {},
): Promise<(Omit<EventRow, "body" | "kind"> & { event: MachineEvent })[]> {
  let query = eventsOf(db, machineIds, filter).selectAll();
  const { after } = page;
  if (after) query = query.where((eb) => eb(eb.refTuple("at", "id"), "<", eb.tuple(after.at, after.id)));
  const rows = await query.orderBy("at", "desc").orderBy("id", "desc").limit(page.limit).execute();
  return rows.flatMap(({ body, kind: _, ...row }) => {
    // An event of a kind that this version does not know any more is left out rather than shown wrongly.
    const event = MachineEvent.safeParse(JSON.parse(body));
    return event.success ? [{ ...row, event: event.data }] : [];
  });
}

/** When something happened, in epoch ms, the newest first and at most so many. */
export async function listInstants(
  db: Db,
  machineIds: readonly string[],
  filter: EventFilter,
  limit: number,
): Promise<number[]> {
  const rows = await eventsOf(db, machineIds, filter).select("at").orderBy("at", "desc").limit(limit).execute();
  return rows.map(({ at }) => Number(at));
}
