import type { Db } from "./open-store.ts";
import type { MachineRow } from "./schema.ts";

const COLUMNS = [
  "id",
  "name",
  "name_key",
  "platform",
  "os_name",
  "os_version",
  "tags",
  "status",
  "status_rank",
  "last_seen_at",
  "reachability",
  "site",
  "person",
  "serial_number",
  "policy_groups",
  "flagged_rules",
  "definitions_from",
  "firewall",
  "password_ends_at",
  "retired_at",
] as const satisfies readonly (keyof MachineRow)[];

/** What lists are made by of one machine. */
export type RosterRow = Pick<MachineRow, (typeof COLUMNS)[number]>;

/** A page of the whole fleet by id, without those retired. */
export async function rosterRowsAfter(db: Db, id: string, limit: number): Promise<RosterRow[]> {
  return db
    .selectFrom("machine")
    .select(COLUMNS)
    .where("id", ">", id)
    .where("retired_at", "is", null)
    .orderBy("id")
    .limit(limit)
    .execute();
}

export async function rosterRows(db: Db, ids: readonly string[]): Promise<RosterRow[]> {
  return db.selectFrom("machine").select(COLUMNS).where("id", "in", ids).execute();
}
