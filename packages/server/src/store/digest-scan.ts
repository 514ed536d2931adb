import type { Db } from "./open-store.ts";

/** What a digest reads of a machine. */
export type ScannedMachine = Awaited<ReturnType<typeof machinesAfter>>[number];
export type ScannedFlag = Awaited<ReturnType<typeof openFlagsBetween>>[number];

/** One page of all machines that count, by id. */
export async function machinesAfter(db: Db, after: string, limit: number) {
  return db
    .selectFrom("machine")
    .select([
      "id",
      "name",
      "platform",
      "tags",
      "site",
      "status",
      "sentence",
      "reachability",
      "last_seen_at",
      "enrolled_at",
    ])
    .where("id", ">", after)
    .where("retired_at", "is", null)
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** Open flags of the machines from one id, exclusive, to another. */
export async function openFlagsBetween(db: Db, after: string, last: string) {
  return db
    .selectFrom("flag")
    .select(["id", "machine_id", "rule", "severity", "cause", "sentence", "opened_at"])
    .where("resolved_at", "is", null)
    .where("machine_id", ">", after)
    .where("machine_id", "<=", last)
    .orderBy("machine_id")
    .execute();
}

/** Machines of that range whose password rule warns, with the first instant at which that changes. */
export async function passwordWarnsBetween(db: Db, after: string, last: string) {
  return db
    .selectFrom("verdict")
    .select(["machine_id", "changes_at"])
    .where("rule", "=", "password-age")
    .where("status", "=", "warn")
    .where("machine_id", ">", after)
    .where("machine_id", "<=", last)
    .execute();
}

export type ResolvedCursor = { resolvedAt: number; id: string };

/** One page of flags resolved since an instant, with what tells whether their machine is in a scope. */
export async function flagsResolvedSince(db: Db, since: number, after: ResolvedCursor | null, limit: number) {
  let query = db
    .selectFrom("flag")
    .innerJoin("machine", "machine.id", "flag.machine_id")
    .select(["flag.id", "flag.machine_id", "flag.rule", "flag.sentence", "flag.opened_at", "flag.resolved_at"])
    .select(["flag.resolved_because", "machine.name", "machine.platform", "machine.tags", "machine.site"])
    .where("machine.retired_at", "is", null)
    .where("flag.resolved_at", ">=", since);
  if (after) {
    query = query.where((eb) =>
      eb(eb.refTuple("flag.resolved_at", "flag.id"), ">", eb.tuple(after.resolvedAt, after.id)),
    );
  }
  return query.orderBy("flag.resolved_at").orderBy("flag.id").limit(limit).execute();
}
