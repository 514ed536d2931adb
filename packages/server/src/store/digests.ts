import type { DigestRow, MailRow } from "./mail-tables.ts";
import type { Db } from "./open-store.ts";

export type MailState = Pick<
  MailRow,
  "subject" | "state" | "state_sentence" | "sent_at" | "attempts" | "next_attempt_at" | "recipients"
>;
/** A digest with what became of its mail, and the name of its list. */
export type DigestWithMail = DigestRow & MailState & { list_name: string | null };

/** Keeps a digest together with its mail, or neither: false when the list has one for this night, or of this number. */
export async function addDigest(db: Db, digest: DigestRow, mail: MailRow): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const taken = await trx
      .selectFrom("digest")
      .select("id")
      .where("list_id", "=", digest.list_id)
      .where((eb) => eb.or([eb("night", "=", digest.night), eb("number", "=", digest.number)]))
      .executeTakeFirst();
    if (taken) return false;
    await trx.insertInto("mail").values(mail).execute();
    await trx.insertInto("digest").values(digest).execute();
    return true;
  });
}

export async function findDigest(db: Db, id: string): Promise<DigestWithMail | undefined> {
  return withMail(db).where("digest.id", "=", id).executeTakeFirst();
}

export async function digestOfNight(db: Db, listId: string, night: string): Promise<DigestRow | undefined> {
  return db
    .selectFrom("digest")
    .selectAll()
    .where("list_id", "=", listId)
    .where("night", "=", night)
    .executeTakeFirst();
}

/** A list's digests, the one with the highest number first. */
export async function latestDigests(db: Db, listId: string, limit: number): Promise<DigestWithMail[]> {
  return withMail(db).where("digest.list_id", "=", listId).orderBy("digest.number", "desc").limit(limit).execute();
}

/** One page over all lists, or one list's, the newest first. */
export async function listDigests(
  db: Db,
  filter: { listId?: string | undefined },
  page: { before: { composedAt: number; id: string } | null; limit: number },
): Promise<DigestWithMail[]> {
  let query = withMail(db);
  const { listId } = filter;
  if (listId !== undefined) query = query.where("digest.list_id", "=", listId);
  const { before } = page;
  if (before) {
    query = query.where((eb) =>
      eb(eb.refTuple("digest.composed_at", "digest.id"), "<", eb.tuple(before.composedAt, before.id)),
    );
  }
  return query.orderBy("digest.composed_at", "desc").orderBy("digest.id", "desc").limit(page.limit).execute();
}

function withMail(db: Db) {
  return db
    .selectFrom("digest")
    .innerJoin("mail", "mail.id", "digest.mail_id")
    .leftJoin("digest_list", "digest_list.id", "digest.list_id")
    .selectAll("digest")
    .select([
      "mail.subject",
      "mail.state",
      "mail.state_sentence",
      "mail.sent_at",
      "mail.attempts",
      "mail.next_attempt_at",
      "mail.recipients",
      "digest_list.name as list_name",
    ]);
}
