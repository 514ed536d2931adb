import { AlertSettings } from "@muster/shared/alert.ts";
import type { AlertChannelRow } from "./alert-tables.ts";
import type { Db } from "./open-store.ts";

/** Channels that were not removed, by name. */
export async function listAlertChannels(db: Db): Promise<AlertChannelRow[]> {
  return db
    .selectFrom("alert_channel")
    .selectAll()
    .where("removed_at", "is", null)
    .orderBy("name")
    .orderBy("id")
    .execute();
}

export async function findAlertChannel(db: Db, id: string): Promise<AlertChannelRow | undefined> {
  return db
    .selectFrom("alert_channel")
    .selectAll()
    .where("id", "=", id)
    .where("removed_at", "is", null)
    .executeTakeFirst();
}

/** Saves a channel; from the first one on failures are news. */
export async function saveAlertChannel(db: Db, row: AlertChannelRow): Promise<void> {
  const { id, ...rest } = row;
  await db
    .insertInto("alert_channel")
    .values(row)
    .onConflict((conflict) => conflict.column("id").doUpdateSet(rest))
    .execute();
  await db
    .updateTable("alert_settings")
    .set({ enabled_since: row.updated_at })
    .where("enabled_since", "is", null)
    .execute();
}

export type StoredAlertSettings = {
  settings: AlertSettings;
  heartbeat_url: string | null;
  heartbeat_host: string | null;
  heartbeat_at: number | null;
  enabled_since: number | null;
};

export async function readAlertSettings(db: Db): Promise<StoredAlertSettings> {
  const row = await db.selectFrom("alert_settings").selectAll().where("id", "=", 1).executeTakeFirstOrThrow();
  return { ...row, settings: AlertSettings.parse(JSON.parse(row.settings)) };
}

export async function saveAlertSettings(
  db: Db,
  settings: AlertSettings,
  heartbeat: { heartbeat_url: string | null; heartbeat_host: string | null } | null,
): Promise<void> {
  await db
    .updateTable("alert_settings")
    .set({ settings: JSON.stringify(settings), ...heartbeat })
    .where("id", "=", 1)
    .execute();
}

/** Takes the turn for a heartbeat, once among all processes; false when it is not due. */
export async function takeHeartbeat(db: Db, now: number, everyMs: number): Promise<boolean> {
  const result = await db
    .updateTable("alert_settings")
    .set({ heartbeat_at: now })
    .where("heartbeat_url", "is not", null)
    .where((eb) => eb.or([eb("heartbeat_at", "is", null), eb("heartbeat_at", "<=", now - everyMs)]))
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
