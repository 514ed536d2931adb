import type { AlertMessageRow, AlertRow } from "./alert-tables.ts";
import { inChunks } from "./in-chunks.ts";
import type { Db } from "./open-store.ts";

/** Flags that are told of one by one at most per round; the next round takes the rest. */
const FLAGS_PER_ROUND = 5_000;

/** Open flags, of these severities and opened since an instant, that no alert holds yet. */
export async function flagsWithoutAlert(db: Db, severities: readonly string[], since: number, limit = FLAGS_PER_ROUND) {
  if (severities.length === 0) return [];
  return db
    .selectFrom("flag")
    .leftJoin("alert_flag", "alert_flag.flag_id", "flag.id")
    .select(["flag.id", "flag.machine_id", "flag.rule", "flag.severity"])
    .where("alert_flag.flag_id", "is", null)
    .where("flag.resolved_at", "is", null)
    .where("flag.severity", "in", severities)
    .where("flag.opened_at", ">=", since)
    .limit(limit)
    .execute();
}

export async function joinAlert(
  db: Db,
  alertId: string,
  flags: readonly { id: string; machine_id: string }[],
): Promise<void> {
  for (const chunk of inChunks(flags)) {
    const rows = chunk.map((flag) => ({
      flag_id: flag.id,
      alert_id: alertId,
      machine_id: flag.machine_id,
      left_at: null,
    }));
    await db
      .insertInto("alert_flag")
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** Lets go of flags that were resolved meanwhile. */
export async function leaveAlerts(db: Db, now: number): Promise<void> {
  await db
    .updateTable("alert_flag")
    .set({ left_at: now })
    .where("left_at", "is", null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom("flag")
          .select("flag.id")
          .whereRef("flag.id", "=", "alert_flag.flag_id")
          .where("flag.resolved_at", "is not", null),
      ),
    )
    .execute();
}

/** Alerts that are not over, at most one per rule. */
export async function unhealedAlerts(db: Db): Promise<AlertRow[]> {
  return db.selectFrom("alert").selectAll().where("healed_at", "is", null).orderBy("rule").execute();
}

export async function findAlert(db: Db, id: string): Promise<AlertRow | undefined> {
  return db.selectFrom("alert").selectAll().where("id", "=", id).executeTakeFirst();
}

export async function listAlerts(db: Db, limit: number): Promise<AlertRow[]> {
  return db.selectFrom("alert").selectAll().orderBy("opened_at", "desc").orderBy("id", "desc").limit(limit).execute();
}

export async function saveAlert(db: Db, row: AlertRow): Promise<void> {
  const { id, ...rest } = row;
  await db
    .insertInto("alert")
    .values(row)
    .onConflict((conflict) => conflict.column("id").doUpdateSet(rest))
    .execute();
}

/** Machines that fail now and that ever did, how many per site, and the first few by name. */
export async function machinesOfAlert(db: Db, alertId: string, named: number) {
  const counts = await db
    .selectFrom("alert_flag")
    .select((eb) => [
      eb.fn.countAll<number>().as("ever"),
      eb.fn.sum<number>(eb.case().when("left_at", "is", null).then(1).else(0).end()).as("present"),
    ])
    .where("alert_id", "=", alertId)
    .executeTakeFirst();
  const present = db
    .selectFrom("alert_flag")
    .innerJoin("machine", "machine.id", "alert_flag.machine_id")
    .where("alert_flag.alert_id", "=", alertId)
    .where("alert_flag.left_at", "is", null);
  const sites = await present
    .select((eb) => ["machine.site", eb.fn.countAll<number>().as("count")])
    .groupBy("machine.site")
    .orderBy("count", "desc")
    .limit(4)
    .execute();
  const names = await present.select("machine.name").orderBy("machine.name_key").limit(named).execute();
  return {
    ever: Number(counts?.ever ?? 0),
    present: Number(counts?.present ?? 0),
    sites: sites.map(({ site, count }) => ({ site, count: Number(count) })),
    names: names.map((row) => row.name),
  };
}

/** Keeps messages; one that another process made already stays as it is. */
export async function addAlertMessages(db: Db, rows: readonly AlertMessageRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insertInto("alert_message")
    .values(rows)
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
}

/** Takes back what was not sent yet of an alert that is over; tells which channels had heard of it. */
export async function cancelAlertMessages(db: Db, alertId: string): Promise<Set<string>> {
  await db
    .updateTable("alert_message")
    .set({ state: "cancelled", response: "healed before it was sent", next_attempt_at: null })
    .where("alert_id", "=", alertId)
    .where("state", "=", "pending")
    .execute();
  const told = await db
    .selectFrom("alert_message")
    .select("channel_id")
    .distinct()
    .where("alert_id", "=", alertId)
    .where("state", "in", ["sent", "sending"])
    .execute();
  return new Set(told.map((row) => row.channel_id));
}
