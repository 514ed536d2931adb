import type { AlertMessageRow } from "./alert-tables.ts";
import type { Lease } from "./mails.ts";
import type { Db } from "./open-store.ts";

export async function alertMessagesDue(db: Db, now: number, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom("alert_message")
    .select("id")
    .where((eb) =>
      eb.or([
        eb.and([eb("state", "=", "pending"), eb("next_attempt_at", "<=", now)]),
        eb.and([eb("state", "=", "sending"), eb("lease_until", "<=", now)]),
      ]),
    )
    .orderBy("created_at")
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** Takes the sole right to send a message; undefined when somebody else has it, or there is nothing to send any more. */
export async function claimAlertMessage(db: Db, id: string, lease: Lease): Promise<AlertMessageRow | undefined> {
  return db
    .updateTable("alert_message")
    .set((eb) => ({
      state: "sending",
      attempts: eb("attempts", "+", 1),
      tries: eb("tries", "+", 1),
      lease_owner: lease.owner,
      lease_until: lease.until,
    }))
    .where("id", "=", id)
    .where((eb) =>
      eb.or([
        eb.and([eb("state", "=", "pending"), eb("next_attempt_at", "<=", lease.now)]),
        eb.and([eb("state", "=", "sending"), eb("lease_until", "<=", lease.now)]),
      ]),
    )
    .returningAll()
    .executeTakeFirst();
}

export async function endAlertMessage(
  db: Db,
  message: Pick<AlertMessageRow, "id" | "attempts">,
  owner: string,
  change: Pick<AlertMessageRow, "state" | "response" | "next_attempt_at" | "sent_at">,
): Promise<void> {
  await db
    .updateTable("alert_message")
    .set({ ...change, lease_owner: null, lease_until: null })
    .where("id", "=", message.id)
    .where("attempts", "=", message.attempts)
    .where("lease_owner", "=", owner)
    .execute();
}

/** Sends a message once more, whatever became of it; false while it is under way or unknown. */
export async function replayAlertMessage(db: Db, id: string, now: number): Promise<boolean> {
  const result = await db
    .updateTable("alert_message")
    .set({ state: "pending", tries: 0, next_attempt_at: now })
    .where("id", "=", id)
    .where("state", "in", ["sent", "failed", "cancelled"])
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function listAlertMessages(db: Db, limit: number) {
  return db
    .selectFrom("alert_message")
    .leftJoin("alert_channel", "alert_channel.id", "alert_message.channel_id")
    .selectAll("alert_message")
    .select("alert_channel.name as channel_name")
    .orderBy("alert_message.created_at", "desc")
    .orderBy("alert_message.id", "desc")
    .limit(limit)
    .execute();
}
