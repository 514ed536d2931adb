import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** People who sign in, each with a role. Sessions and links named a person without an entry: everybody signs in anew. */
export const operators: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("operator")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("name_key", "text", (c) => c.notNull().unique())
      .addColumn("role", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("created_by", "text", (c) => c.notNull())
      .addColumn("disabled_at", "bigint")
      .addColumn("last_sign_in_at", "bigint")
      .execute();

    await db.schema.dropTable("session").execute();
    await db.schema.dropTable("sign_in_link").execute();
    await db.schema
      .createTable("sign_in_link")
      .addColumn("token_hash", "text", (c) => c.primaryKey())
      .addColumn("operator_id", "text", (c) => c.notNull().references("operator.id"))
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .addColumn("used_at", "bigint")
      .execute();
    await db.schema
      .createTable("session")
      .addColumn("token_hash", "text", (c) => c.primaryKey())
      .addColumn("operator_id", "text", (c) => c.notNull().references("operator.id"))
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("last_used_at", "bigint", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .addColumn("address", "text", (c) => c.notNull())
      .execute();
    await db.schema.createIndex("session_of_operator").on("session").column("operator_id").execute();
  },
};
