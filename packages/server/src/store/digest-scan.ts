import type { Db } from "./open-store.ts";

/** What a digest reads of a machine. */
export type ScannedMachine = Awaited<ReturnType<typeof machinesAfter>>[number];
export type ScannedFlag = Awaited<ReturnType<typeof openFlagsBetween>>[number];

/**
 * One page of all machines, by id, retired ones included: asked for those that count, SQLite takes an index that makes it
 * sort the fleet for every page.
 */
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
      "reachability",
      "last_seen_at",
      "enrolled_at",
      "retired_at",
    ])
    .where("id", ">", after)
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** Why each of a few machines has its status. */
export async function sentencesOf(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom("machine").select(["id", "sentence"]).where("id", "in", ids).execute();
  return new Map(rows.map((row) => [row.id, row.sentence]));
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
    // A left join, so that SQLite begins with the flags and not with the whole fleet.
    .leftJoin("machine", "machine.id", "flag.machine_id")
    .select(["flag.id", "flag.machine_id", "flag.rule", "flag.sentence", "flag.opened_at", "flag.resolved_at"])
    .select([
      "flag.resolved_because",
      "machine.retired_at",
      "machine.name",
      "machine.platform",
      "machine.tags",
      "machine.site",
    ])
    .where("flag.resolved_at", ">=", since);
  if (after) {
    query = query.where((eb) =>
      eb(eb.refTuple("flag.resolved_at", "flag.id"), ">", eb.tuple(after.resolvedAt, after.id)),
    );
  }
  return query.orderBy("flag.resolved_at").orderBy("flag.id").limit(limit).execute();
}
