import { workState } from "./flag-work.ts";
import { inChunks } from "./in-chunks.ts";
import type { Db } from "./open-store.ts";
import type { FlagRow } from "./schema.ts";

export async function findOpenFlags(db: Db, machineIds: readonly string[]): Promise<FlagRow[]> {
  if (machineIds.length === 0) return [];
  return db
    .selectFrom("flag")
    .selectAll()
    .where("machine_id", "in", machineIds)
    .where("resolved_at", "is", null)
    .execute();
}

export async function saveFlags(db: Db, rows: readonly FlagRow[]): Promise<void> {
  for (const chunk of inChunks(rows)) {
    await db
      .insertInto("flag")
      .values(chunk)
      .onConflict((conflict) =>
        conflict.column("id").doUpdateSet((eb) => ({
          severity: eb.ref("excluded.severity"),
          cause: eb.ref("excluded.cause"),
          sentence: eb.ref("excluded.sentence"),
          policy_version: eb.ref("excluded.policy_version"),
          updated_at: eb.ref("excluded.updated_at"),
          resolved_at: eb.ref("excluded.resolved_at"),
          recent_failures: eb.ref("excluded.recent_failures"),
          resolved_because: eb.ref("excluded.resolved_because"),
        })),
      )
      .execute();
  }
}

export type FlagFilter = {
  state: "open" | "resolved" | "all";
  machineId?: string | undefined;
  rule?: string | undefined;
  /** How far people have come with it; asks for open ones. */
  work?: string | undefined;
  assignedTo?: string | undefined;
};
export type FlagCursor = { openedAt: number; id: string };

/** One page of flags with their machines' names and what people have done about them at `now`, the newest first. */
export async function listFlags(
  db: Db,
  filter: FlagFilter,
  page: { after: FlagCursor | null; limit: number; now: number },
) {
  let query = db
    .selectFrom("flag")
    .innerJoin("machine", "machine.id", "flag.machine_id")
    .leftJoin("flag_work as work", "work.flag_id", "flag.id")
    .selectAll("flag")
    .select([
      "machine.name as machine_name",
      "work.acknowledged_by",
      "work.acknowledged_at",
      "work.assigned_to",
      "work.snoozed_until",
      "work.note",
    ])
    .select((eb) => workState(eb as never, page.now).as("work_state"));
  if (filter.state === "open") query = query.where("resolved_at", "is", null);
  if (filter.state === "resolved") query = query.where("resolved_at", "is not", null);
  if (filter.machineId !== undefined) query = query.where("machine_id", "=", filter.machineId);
  if (filter.rule !== undefined) query = query.where("rule", "=", filter.rule);
  const { work, assignedTo } = filter;
  if (work !== undefined) query = query.where((eb) => eb(workState(eb as never, page.now), "=", work));
  if (assignedTo !== undefined) query = query.where("work.assigned_to", "=", assignedTo);
  const { after } = page;
  if (after) {
    query = query.where((eb) => eb(eb.refTuple("opened_at", "flag.id"), "<", eb.tuple(after.openedAt, after.id)));
  }
  return query.orderBy("opened_at", "desc").orderBy("flag.id", "desc").limit(page.limit).execute();
}

/** Open flags per rule, and how many were opened and resolved since an instant. */
export async function countFlags(db: Db, since: number) {
  const open = await db
    .selectFrom("flag")
    .select((eb) => ["rule", eb.fn.countAll<number>().as("count")])
    .where("resolved_at", "is", null)
    .groupBy("rule")
    .execute();
  const opened = await db
    .selectFrom("flag")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("opened_at", ">=", since)
    .executeTakeFirst();
  const resolved = await db
    .selectFrom("flag")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("resolved_at", ">=", since)
    .executeTakeFirst();
  return {
    byRule: open.map(({ rule, count }) => ({ rule, count: Number(count) })),
    opened: Number(opened?.count ?? 0),
    resolved: Number(resolved?.count ?? 0),
  };
}

export type FlagChange = {
  kind: "opened" | "resolved";
  rule: string;
  severity: string;
  site: string | null;
  at: number;
};

/** The latest openings and resolutions, newest first, with the site of the machine but not its name. */
export async function latestFlagChanges(db: Db, limit: number): Promise<FlagChange[]> {
  const base = db.selectFrom("flag").innerJoin("machine", "machine.id", "flag.machine_id");
  const opened = await base
    .select(["rule", "severity", "machine.site", "opened_at as at"])
    .orderBy("opened_at", "desc")
    .limit(limit)
    .execute();
  const resolved = await base
    .select(["rule", "severity", "machine.site", "resolved_at as at"])
    .where("resolved_at", "is not", null)
    .orderBy("resolved_at", "desc")
    .limit(limit)
    .execute();
  const changes: FlagChange[] = [
    ...opened.map((row) => ({ ...row, kind: "opened" as const })),
    ...resolved.map((row) => ({ ...row, at: row.at ?? 0, kind: "resolved" as const })),
  ];
  return changes.sort((a, b) => b.at - a.at).slice(0, limit);
}
