import type { EvidenceLeafRow, EvidencePackRow, EvidenceSealRow } from "./evidence-tables.ts";
import { inChunks } from "./in-chunks.ts";
import type { Db } from "./open-store.ts";
import type { EventRow, FactHistoryTable } from "./schema.ts";

export type PastFactRow = FactHistoryTable;

export async function latestSeal(db: Db): Promise<EvidenceSealRow | undefined> {
  return db.selectFrom("evidence_seal").selectAll().orderBy("number", "desc").limit(1).executeTakeFirst();
}

/** The oldest first. */
export async function listSeals(db: Db): Promise<EvidenceSealRow[]> {
  return db.selectFrom("evidence_seal").selectAll().orderBy("number").execute();
}

export async function saveSeal(db: Db, row: EvidenceSealRow): Promise<void> {
  await db.insertInto("evidence_seal").values(row).execute();
}

/** Writes the leaves of a seal that is not there yet; what a try before this one has left is replaced. */
export async function saveLeaves(db: Db, seal: number, rows: readonly EvidenceLeafRow[]): Promise<void> {
  await db.deleteFrom("evidence_leaf").where("seal", "=", seal).execute();
  for (const chunk of inChunks(rows)) {
    await db.transaction().execute((trx) => trx.insertInto("evidence_leaf").values(chunk).execute());
  }
}

export async function leavesOf(db: Db, seal: number): Promise<EvidenceLeafRow[]> {
  return db.selectFrom("evidence_leaf").selectAll().where("seal", "=", seal).execute();
}

/** When the first fact that is kept was taken in, in epoch ms; null when there is none. */
export async function firstFactAt(db: Db): Promise<number | null> {
  const row = await db
    .selectFrom("fact_history")
    .select((eb) => eb.fn.min("changed_at").as("at"))
    .executeTakeFirst();
  return row?.at ?? null;
}

/** The facts of a stretch of time (epoch ms, its end not included), page by page in the order of time. */
export async function* factsBetween(db: Db, from: number, until: number, limit: number): AsyncGenerator<PastFactRow[]> {
  const base = db.selectFrom("fact_history").selectAll();
  for (let at = from; ; ) {
    const page = await base
      .where("changed_at", ">=", at)
      .where("changed_at", "<", until)
      .orderBy("changed_at")
      .limit(limit)
      .execute();
    const last = page.at(-1);
    if (last === undefined) return;
    if (page.length < limit) {
      yield page;
      return;
    }
    // Those that share the last instant may be cut: they come whole.
    yield page.filter((row) => row.changed_at < last.changed_at);
    yield await base.where("changed_at", "=", last.changed_at).execute();
    at = last.changed_at + 1;
  }
}

/** Events by their numbers, from above one up to another, page by page. */
export async function* eventsBetween(db: Db, after: number, last: number, limit: number): AsyncGenerator<EventRow[]> {
  for (let at = after; at < last; ) {
    const page = await db
      .selectFrom("event")
      .selectAll()
      .where("id", ">", at)
      .where("id", "<=", last)
      .orderBy("id")
      .limit(limit)
      .execute();
    if (page.length > 0) yield page;
    if (page.length < limit) return;
    at = page.at(-1)?.id ?? last;
  }
}

/** The first event whose number is not below one; undefined past the last. */
export async function eventFrom(db: Db, id: number): Promise<{ id: number; at: number } | undefined> {
  return db.selectFrom("event").select(["id", "at"]).where("id", ">=", id).orderBy("id").limit(1).executeTakeFirst();
}

export async function lastEvent(db: Db): Promise<{ id: number; at: number } | undefined> {
  return db.selectFrom("event").select(["id", "at"]).orderBy("id", "desc").limit(1).executeTakeFirst();
}

/** The machines that the fleet had at an instant, by their ids. */
export async function fleetAt(db: Db, at: number): Promise<string[]> {
  const rows = await db
    .selectFrom("machine")
    .select("id")
    .where("enrolled_at", "<=", at)
    .where((eb) => eb.or([eb("retired_at", "is", null), eb("retired_at", ">", at)]))
    .execute();
  return rows.map((row) => row.id);
}

/** Everything that was taken in of one machine up to an instant, the oldest first. */
export async function factsUntil(db: Db, machineId: string, at: number): Promise<PastFactRow[]> {
  return db
    .selectFrom("fact_history")
    .selectAll()
    .where("machine_id", "=", machineId)
    .where("changed_at", "<=", at)
    .orderBy("changed_at")
    .orderBy("sequence")
    .execute();
}

/** Everything that has happened to one machine, in the order of time. */
export async function eventsOfMachine(db: Db, machineId: string): Promise<EventRow[]> {
  return db.selectFrom("event").selectAll().where("machine_id", "=", machineId).orderBy("at").orderBy("id").execute();
}

/** Flags of a machine that were open at an instant. */
export async function flagsOpenAt(db: Db, machineId: string, at: number) {
  return db
    .selectFrom("flag")
    .selectAll()
    .where("machine_id", "=", machineId)
    .where("opened_at", "<=", at)
    .where((eb) => eb.or([eb("resolved_at", "is", null), eb("resolved_at", ">", at)]))
    .orderBy("opened_at")
    .execute();
}

/** The last report that a machine had sent by an instant, if it is still kept whole. */
export async function lastReportBy(db: Db, machineId: string, at: number) {
  return db
    .selectFrom("report")
    .select(["sequence", "received_at", "collected_at", "digest"])
    .where("machine_id", "=", machineId)
    .where("received_at", "<=", at)
    .orderBy("sequence", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** The version of the policy that was in force at an instant. */
export async function policyAt(db: Db, at: number) {
  return db
    .selectFrom("policy")
    .selectAll()
    .where("applied_at", "<=", at)
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();
}

export async function savePack(db: Db, row: EvidencePackRow): Promise<void> {
  await db.insertInto("evidence_pack").values(row).execute();
}

export async function findPack(db: Db, id: string): Promise<EvidencePackRow | undefined> {
  return db.selectFrom("evidence_pack").selectAll().where("id", "=", id).executeTakeFirst();
}

/** One page of packs without their documents, the newest first. */
export async function listPacks(
  db: Db,
  page: { after: { at: number; id: string } | null; limit: number },
): Promise<Omit<EvidencePackRow, "document">[]> {
  let query = db
    .selectFrom("evidence_pack")
    .select(["id", "made_at", "made_by", "about_at", "machines", "seed", "sha256"]);
  const { after } = page;
  if (after) query = query.where((eb) => eb(eb.refTuple("made_at", "id"), "<", eb.tuple(after.at, after.id)));
  return query.orderBy("made_at", "desc").orderBy("id", "desc").limit(page.limit).execute();
}
