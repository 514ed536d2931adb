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

/** One page of what happened to machines (an entry and those that it took over), the newest first. */
export async function listHappenings(
  db: Db,
  machineIds: readonly string[],
  page: { after: { at: number; id: number } | null; limit: number },
): Promise<(Omit<EventRow, "body" | "kind"> & { event: MachineEvent })[]> {
  let query = db.selectFrom("event").selectAll().where("machine_id", "in", machineIds);
  const { after } = page;
  if (after) query = query.where((eb) => eb(eb.refTuple("at", "id"), "<", eb.tuple(after.at, after.id)));
  const rows = await query.orderBy("at", "desc").orderBy("id", "desc").limit(page.limit).execute();
  return rows.flatMap(({ body, kind: _, ...row }) => {
    // An event of a kind that this version does not know any more is left out rather than shown wrongly.
    const event = MachineEvent.safeParse(JSON.parse(body));
    return event.success ? [{ ...row, event: event.data }] : [];
  });
}
