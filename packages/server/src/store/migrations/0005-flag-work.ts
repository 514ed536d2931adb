import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** What people do about flags, beside the flags, which are judged. */
export const flagWork: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("flag_work")
      .addColumn("flag_id", "text", (c) => c.primaryKey().references("flag.id"))
      .addColumn("acknowledged_by", "text")
      .addColumn("acknowledged_at", "bigint")
      .addColumn("assigned_to", "text")
      .addColumn("snoozed_until", "bigint")
      .addColumn("note", "text")
      .addColumn("changed_by", "text", (c) => c.notNull())
      .addColumn("changed_at", "bigint", (c) => c.notNull())
      .execute();
  },
};
