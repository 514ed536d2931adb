import type { MailAttemptRow, MailRow } from "./mail-tables.ts";
import type { Db } from "./open-store.ts";

/** The right to send one mail, until an instant. */
export type Lease = { owner: string; now: number; until: number };

export async function findMail(db: Db, id: string): Promise<MailRow | undefined> {
  return db.selectFrom("mail").selectAll().where("id", "=", id).executeTakeFirst();
}

/** Mails whose next attempt has come, and those whose sender has not been heard of within its lease; the oldest first. */
export async function mailsDue(db: Db, now: number, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom("mail")
    .select("id")
    .where((eb) =>
      eb.or([
        eb.and([eb("state", "=", "pending"), eb("next_attempt_at", "<=", now)]),
        eb.and([eb("state", "=", "sending"), eb("lease_until", "<=", now)]),
      ]),
    )
    .orderBy("next_attempt_at")
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/**
 * Takes the sole right to send a due mail and opens its next attempt; undefined when somebody else was faster. An attempt
 * that its sender left open ends here: in doubt when its last byte may have been handed over.
 */
export async function claimMail(db: Db, id: string, lease: Lease): Promise<MailRow | undefined> {
  const { owner, now, until } = lease;
  return db.transaction().execute(async (trx) => {
    const mail = await findMail(trx, id);
    const isDue = mail?.state === "pending" && mail.next_attempt_at !== null && mail.next_attempt_at <= now;
    const isLeft = mail?.state === "sending" && mail.lease_until !== null && mail.lease_until <= now;
    if (!mail || !(isDue || isLeft)) return undefined;
    await closeLeftAttempts(trx, id, now);
    const attempt = mail.attempts + 1;
    const claim = {
      state: "sending",
      attempts: attempt,
      tries: mail.tries + 1,
      lease_owner: owner,
      lease_until: until,
    };
    await trx.updateTable("mail").set(claim).where("id", "=", id).execute();
    await trx
      .insertInto("mail_attempt")
      .values({
        mail_id: id,
        attempt,
        started_at: now,
        handed_over_at: null,
        ended_at: null,
        outcome: null,
        response: "",
      })
      .execute();
    return { ...mail, ...claim };
  });
}

async function closeLeftAttempts(trx: Db, id: string, now: number): Promise<void> {
  const open = trx.updateTable("mail_attempt").where("mail_id", "=", id).where("ended_at", "is", null);
  await open
    .where("handed_over_at", "is not", null)
    .set({
      ended_at: now,
      outcome: "in-doubt",
      response: "The server stopped before it had read the mail server's answer; sent again with the same Message-ID.",
    })
    .execute();
  await open
    .where("handed_over_at", "is", null)
    .set({ ended_at: now, outcome: "interrupted", response: "The server stopped before the mail was handed over." })
    .execute();
}

/** Writes down that the last byte is about to leave; false when the lease has passed to somebody else. */
export async function markHandedOver(db: Db, id: string, attempt: number, lease: Lease): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const kept = await trx
      .updateTable("mail")
      .set({ lease_until: lease.until })
      .where("id", "=", id)
      .where("lease_owner", "=", lease.owner)
      .where("attempts", "=", attempt)
      .where("state", "=", "sending")
      .where("lease_until", ">", lease.now)
      .executeTakeFirst();
    if (kept.numUpdatedRows !== 1n) return false;
    await attemptOf(trx, id, attempt).set({ handed_over_at: lease.now }).execute();
    return true;
  });
}

export type AttemptEnd = Pick<MailAttemptRow, "outcome" | "response"> & { ended_at: number };
export type MailChange = Partial<
  Pick<MailRow, "state" | "state_sentence" | "sent_at" | "waiting" | "refusals" | "next_attempt_at">
>;

/** Ends an attempt and says what becomes of the mail; nothing happens when the attempt is no longer its sender's. */
export async function endAttempt(
  db: Db,
  mail: Pick<MailRow, "id" | "attempts">,
  owner: string,
  end: AttemptEnd,
  change: MailChange,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const kept = await trx
      .updateTable("mail")
      .set({ ...change, lease_owner: null, lease_until: null })
      .where("id", "=", mail.id)
      .where("attempts", "=", mail.attempts)
      .where("lease_owner", "=", owner)
      .executeTakeFirst();
    if (kept.numUpdatedRows !== 1n) return false;
    await attemptOf(trx, mail.id, mail.attempts).set(end).execute();
    return true;
  });
}

/** Gives a mail that failed, or was never sent, another row of tries. */
export async function tryMailAgain(db: Db, id: string, waiting: readonly string[], now: number): Promise<boolean> {
  const result = await db
    .updateTable("mail")
    .set({
      state: "pending",
      state_sentence: "waiting for the mail server",
      tries: 0,
      refusals: 0,
      next_attempt_at: now,
      waiting: JSON.stringify(waiting),
    })
    .where("id", "=", id)
    .where("state", "in", ["failed", "not-sent"])
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Every attempt at one mail, the first first. */
export async function attemptsAt(db: Db, mailId: string): Promise<MailAttemptRow[]> {
  return db.selectFrom("mail_attempt").selectAll().where("mail_id", "=", mailId).orderBy("attempt").execute();
}

function attemptOf(db: Db, mailId: string, attempt: number) {
  return db.updateTable("mail_attempt").where("mail_id", "=", mailId).where("attempt", "=", attempt);
}

/** Gives a list's digests that wait with no recipient, as an earlier version left them, the list's own. */
export async function addressDigests(db: Db, listId: string, recipients: readonly string[]): Promise<void> {
  const addresses = JSON.stringify(recipients);
  await db
    .updateTable("mail")
    .set({
      waiting: addresses,
      recipients: addresses,
      ...(recipients.length > 0 ? {} : { state: "not-sent", state_sentence: "not sent: the list names no recipient" }),
    })
    .where("state", "=", "pending")
    .where("recipients", "=", "[]")
    .where("id", "in", (eb) => eb.selectFrom("digest").select("digest.mail_id").where("digest.list_id", "=", listId))
    .execute();
}

/** Mails per state. */
export async function countMails(db: Db): Promise<{ value: string; count: number }[]> {
  const rows = await db
    .selectFrom("mail")
    .select((eb) => ["state as value", eb.fn.countAll<number>().as("count")])
    .groupBy("state")
    .execute();
  return rows.map(({ value, count }) => ({ value, count: Number(count) }));
}
