import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** Letters to staff: at most one a day for each, and what each was told. */
export const letters: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("letter")
      .addColumn("address", "text", (c) => c.notNull())
      .addColumn("day", "text", (c) => c.notNull())
      .addColumn("mail_id", "text", (c) => c.notNull().references("mail.id"))
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("letter_once_a_day", ["address", "day"])
      .execute();
    await db.schema
      .createTable("letter_matter")
      .addColumn("address", "text", (c) => c.notNull())
      .addColumn("matter", "text", (c) => c.notNull())
      .addColumn("told_at", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("letter_matter_once", ["address", "matter"])
      .execute();
    await db.schema.createIndex("letter_matter_told").on("letter_matter").column("told_at").execute();
  },
};
