import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { numbering } from "./dialect-of.ts";

/** Digests per recipient list, numbered; the mail that carries them with every attempt to send it. */
export const digestLists: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const numbered = numbering(db);
    await db.schema.alterTable("digest").renameTo("digest_before").execute();

    await db.schema
      .createTable("digest_list")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("recipients", "text", (c) => c.notNull())
      .addColumn("time", "text", (c) => c.notNull())
      .addColumn("time_zone", "text", (c) => c.notNull())
      .addColumn("days", "text", (c) => c.notNull())
      .addColumn("language", "text", (c) => c.notNull())
      .addColumn("scope", "text", (c) => c.notNull())
      .addColumn("shows_names", "integer", (c) => c.notNull())
      .addColumn("attaches_csv", "integer", (c) => c.notNull())
      .addColumn("is_active", "integer", (c) => c.notNull())
      .addColumn("scheduled_since", "bigint", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("updated_at", "bigint", (c) => c.notNull())
      .addColumn("removed_at", "bigint")
      .execute();

    await db.schema
      .createTable("mail")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("kind", "text", (c) => c.notNull())
      .addColumn("waiting", "text", (c) => c.notNull())
      .addColumn("recipients", "text", (c) => c.notNull())
      .addColumn("language", "text", (c) => c.notNull())
      .addColumn("subject", "text", (c) => c.notNull())
      .addColumn("html", "text", (c) => c.notNull())
      .addColumn("text", "text", (c) => c.notNull())
      .addColumn("csv", "text")
      .addColumn("csv_name", "text")
      .addColumn("message_id", "text", (c) => c.notNull().unique())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("state", "text", (c) => c.notNull())
      .addColumn("state_sentence", "text", (c) => c.notNull())
      .addColumn("sent_at", "bigint")
      .addColumn("attempts", "integer", (c) => c.notNull())
      .addColumn("tries", "integer", (c) => c.notNull())
      .addColumn("refusals", "integer", (c) => c.notNull())
      .addColumn("next_attempt_at", "bigint")
      .addColumn("lease_owner", "text")
      .addColumn("lease_until", "bigint")
      .execute();
    await db.schema.createIndex("mail_due").on("mail").columns(["state", "next_attempt_at"]).execute();

    await db.schema
      .createTable("mail_attempt")
      .addColumn("id", numbered.type, numbered.by)
      .addColumn("mail_id", "text", (c) => c.notNull().references("mail.id"))
      .addColumn("attempt", "integer", (c) => c.notNull())
      .addColumn("started_at", "bigint", (c) => c.notNull())
      .addColumn("handed_over_at", "bigint")
      .addColumn("ended_at", "bigint")
      .addColumn("outcome", "text")
      .addColumn("response", "text", (c) => c.notNull())
      .addUniqueConstraint("mail_attempt_once", ["mail_id", "attempt"])
      .execute();

    await db.schema
      .createTable("digest")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("list_id", "text", (c) => c.notNull())
      .addColumn("night", "text", (c) => c.notNull())
      .addColumn("number", "integer", (c) => c.notNull())
      .addColumn("time_zone", "text", (c) => c.notNull())
      .addColumn("is_late", "integer", (c) => c.notNull())
      .addColumn("composed_at", "bigint", (c) => c.notNull())
      .addColumn("totals", "text", (c) => c.notNull())
      .addColumn("mail_id", "text", (c) => c.notNull().unique().references("mail.id"))
      .addUniqueConstraint("digest_once_a_night", ["list_id", "night"])
      .addUniqueConstraint("digest_number_once", ["list_id", "number"])
      .execute();
    await db.schema.createIndex("digest_composed").on("digest").columns(["composed_at", "id"]).execute();

    // What was made before belongs to the first list, which the server makes of its configuration at its next start.
    await sql`insert into mail (id, kind, waiting, recipients, language, subject, html, text, message_id, created_at, state,
        state_sentence, sent_at, attempts, tries, refusals, next_attempt_at)
      select 'first-' || night, 'digest', '[]', '[]', 'en', subject, html, text, message_id, composed_at, state,
        state_sentence, sent_at, attempts, 0, 0, case when state = 'pending' then composed_at end from digest_before`.execute(
      db,
    );
    await sql`insert into digest (id, list_id, night, number, time_zone, is_late, composed_at, totals, mail_id)
      select 'first-' || night, 'first', night, row_number() over (order by night), time_zone, 0, composed_at, '{}',
        'first-' || night from digest_before`.execute(db);
    await db.schema.dropTable("digest_before").execute();

    // Over all flags, SQLite took it for "is null" as well, and read every open flag to find those of one machine.
    await db.schema.dropIndex("flag_resolved").execute();
    await db.schema
      .createIndex("flag_resolved")
      .on("flag")
      .columns(["resolved_at", "id"])
      .where(sql`resolved_at`, "is not", null)
      .execute();

    // Whose passwords end soon is asked for the whole fleet at once.
    await db.schema
      .createIndex("verdict_password_warns")
      .on("verdict")
      .columns(["machine_id", "changes_at"])
      .where(sql`rule`, "=", sql.lit("password-age"))
      .where(sql`status`, "=", sql.lit("warn"))
      .execute();
  },
};
