import { sql } from "kysely";
import { inChunks } from "./in-chunks.ts";
import type { Db } from "./open-store.ts";
import type { MachineRow } from "./schema.ts";

export async function findMachine(db: Db, id: string): Promise<MachineRow | undefined> {
  return db.selectFrom("machine").selectAll().where("id", "=", id).executeTakeFirst();
}

export async function findMachines(db: Db, ids: readonly string[]): Promise<MachineRow[]> {
  return ids.length === 0 ? [] : db.selectFrom("machine").selectAll().where("id", "in", ids).execute();
}

/** Rows in the order of a list of ids; an id without a row is left out. */
export function inTheOrderOf(ids: readonly string[], rows: readonly MachineRow[]): MachineRow[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Writes whole rows, new or known. Used inside a transaction that has read them. */
export async function saveMachines(db: Db, rows: readonly MachineRow[]): Promise<void> {
  for (const chunk of inChunks(rows)) {
    await db
      .insertInto("machine")
      .values(chunk)
      .onConflict((conflict) =>
        conflict.column("id").doUpdateSet((eb) => ({
          name: eb.ref("excluded.name"),
          name_key: eb.ref("excluded.name_key"),
          platform: eb.ref("excluded.platform"),
          os_name: eb.ref("excluded.os_name"),
          os_version: eb.ref("excluded.os_version"),
          tags: eb.ref("excluded.tags"),
          last_seen_at: eb.ref("excluded.last_seen_at"),
          last_sequence: eb.ref("excluded.last_sequence"),
          agent_version: eb.ref("excluded.agent_version"),
          facts_digest: eb.ref("excluded.facts_digest"),
          clock_ahead_ms: eb.ref("excluded.clock_ahead_ms"),
          status: eb.ref("excluded.status"),
          status_rank: eb.ref("excluded.status_rank"),
          sentence: eb.ref("excluded.sentence"),
          open_flags: eb.ref("excluded.open_flags"),
          policy_version: eb.ref("excluded.policy_version"),
          changes_at: eb.ref("excluded.changes_at"),
          parted_at: eb.ref("excluded.parted_at"),
          parting: eb.ref("excluded.parting"),
          absent_from: eb.ref("excluded.absent_from"),
          returned_at: eb.ref("excluded.returned_at"),
          reachability: eb.ref("excluded.reachability"),
          reachable_since: eb.ref("excluded.reachable_since"),
          site: eb.ref("excluded.site"),
          hardware_key: eb.ref("excluded.hardware_key"),
          retired_at: eb.ref("excluded.retired_at"),
          merged_into: eb.ref("excluded.merged_into"),
          person: eb.ref("excluded.person"),
          serial_number: eb.ref("excluded.serial_number"),
          policy_groups: eb.ref("excluded.policy_groups"),
          flagged_rules: eb.ref("excluded.flagged_rules"),
          definitions_from: eb.ref("excluded.definitions_from"),
          firewall: eb.ref("excluded.firewall"),
          password_ends_at: eb.ref("excluded.password_ends_at"),
        })),
      )
      .execute();
  }
}

/** Machines whose verdicts change by time alone at or before an instant, the longest due first. */
export async function machinesDue(db: Db, now: number, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom("machine")
    .select("id")
    .where("changes_at", "<=", now)
    .orderBy("changes_at")
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** When the next verdict changes by time alone; null when none ever does. */
export async function nextChangeAt(db: Db): Promise<number | null> {
  const row = await db
    .selectFrom("machine")
    .select((eb) => eb.fn.min("changes_at").as("at"))
    .executeTakeFirst();
  return row?.at ?? null;
}

/** Machines judged by another version of the policy than the one in force, a page at a time by id. */
export async function machinesJudgedByOthers(db: Db, version: number, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom("machine")
    .select("id")
    .where("retired_at", "is", null)
    .where((eb) => eb.or([eb("policy_version", "is", null), eb("policy_version", "!=", version)]))
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** Makes machines due at an instant, so that the clock judges them again. */
export async function makeDue(db: Db, ids: readonly string[] | "all", at: number): Promise<void> {
  let query = db
    .updateTable("machine")
    .set({ changes_at: at })
    .where("retired_at", "is", null)
    .where((eb) => eb.or([eb("changes_at", "is", null), eb("changes_at", ">", at)]));
  if (ids !== "all") query = query.where("id", "in", ids);
  await query.execute();
}

/** Ends every connection in the books: after a restart none is left, and silence counts from now. */
export async function partAll(db: Db, now: number): Promise<void> {
  await db
    .updateTable("machine")
    .set((eb) => ({
      parted_at: now,
      parting: "server-stopped",
      // Whoever was thought silent has its silence counted anew.
      changes_at: eb.case().when("reachability", "!=", "online").then(now).else(eb.ref("changes_at")).end(),
    }))
    .where("parted_at", "is", null)
    .where("last_seen_at", "is not", null)
    .execute();
}

export type MachineFilter = {
  status?: string | undefined;
  search?: string | undefined;
  rule?: string | undefined;
  reachability?: string | undefined;
};
export type MachineCursor = { rank: number; nameKey: string; id: string };

/** One page of the list, worst first and then by name. `rule` keeps the machines with an open flag of that rule. */
export async function listMachines(
  db: Db,
  filter: MachineFilter,
  page: { after: MachineCursor | null; limit: number },
): Promise<MachineRow[]> {
  let query = db.selectFrom("machine").selectAll().where("retired_at", "is", null);
  if (filter.reachability !== undefined) query = query.where("reachability", "=", filter.reachability);
  if (filter.status !== undefined) query = query.where("status", "=", filter.status);
  if (filter.search) query = query.where((eb) => nameContains(eb.ref("name_key"), filter.search ?? ""));
  const { rule } = filter;
  if (rule !== undefined) {
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom("flag")
          .select("flag.id")
          .whereRef("flag.machine_id", "=", "machine.id")
          .where("flag.rule", "=", rule)
          .where("flag.resolved_at", "is", null),
      ),
    );
  }
  const { after } = page;
  if (after) {
    query = query.where((eb) =>
      eb(eb.refTuple("status_rank", "name_key", "id"), ">", eb.tuple(after.rank, after.nameKey, after.id)),
    );
  }
  return query.orderBy("status_rank").orderBy("name_key").orderBy("id").limit(page.limit).execute();
}

function nameContains(column: Parameters<typeof sql.join>[0][number], search: string) {
  const escaped = search.toLowerCase().replace(/[\\%_]/g, (mark) => `\\${mark}`);
  return sql<boolean>`${column} like ${`%${escaped}%`} escape '\\'`;
}

/** Machines per status, or per reachability. */
export async function countMachinesBy(
  db: Db,
  column: "status" | "reachability",
): Promise<{ value: string; count: number }[]> {
  const rows = await db
    .selectFrom("machine")
    .select((eb) => [`${column} as value`, eb.fn.countAll<number>().as("count")])
    .where("retired_at", "is", null)
    .groupBy(column)
    .execute();
  return rows.map(({ value, count }) => ({ value, count: Number(count) }));
}
