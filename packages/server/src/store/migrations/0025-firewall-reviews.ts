import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** Looks at the fleet's firewalls that somebody has signed. */
export const firewallReviews: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("firewall_review")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("signed_at", "bigint", (c) => c.notNull())
      .addColumn("as_of", "bigint", (c) => c.notNull())
      .addColumn("signed_by", "text", (c) => c.notNull())
      .addColumn("note", "text", (c) => c.notNull())
      .addColumn("machines", "integer", (c) => c.notNull())
      .addColumn("unread", "integer", (c) => c.notNull())
      .addColumn("configurations", "integer", (c) => c.notNull())
      .addColumn("changes", "text", (c) => c.notNull())
      .execute();
    await db.schema.createIndex("firewall_review_as_of").on("firewall_review").columns(["as_of", "id"]).execute();
  },
};
