import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** The audit log: entries chained by their hashes, one row that names the last of them, and a seal for each day. */
export const auditLog: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("audit_entry")
      .addColumn("number", "integer", (c) => c.primaryKey())
      .addColumn("at", "bigint", (c) => c.notNull())
      .addColumn("who", "text")
      .addColumn("who_id", "text")
      .addColumn("role", "text")
      .addColumn("via", "text", (c) => c.notNull())
      .addColumn("address", "text")
      .addColumn("act", "text", (c) => c.notNull())
      .addColumn("outcome", "text", (c) => c.notNull())
      .addColumn("code", "text")
      .addColumn("subject", "text")
      .addColumn("times", "integer", (c) => c.notNull())
      .addColumn("details", "text", (c) => c.notNull())
      .addColumn("hash", "text", (c) => c.notNull())
      .execute();
    await db.schema.createIndex("audit_entry_at").on("audit_entry").column("at").execute();
    await db.schema.createIndex("audit_entry_who").on("audit_entry").columns(["who", "number"]).execute();
    await db.schema.createIndex("audit_entry_act").on("audit_entry").columns(["act", "number"]).execute();

    await db.schema
      .createTable("audit_head")
      .addColumn("id", "integer", (c) => c.primaryKey())
      .addColumn("number", "integer", (c) => c.notNull())
      .addColumn("hash", "text", (c) => c.notNull())
      .addColumn("signature", "text")
      .execute();
    await db
      .withTables<{ audit_head: { id: number; number: number; hash: string; signature: string | null } }>()
      .insertInto("audit_head")
      .values({ id: 1, number: 0, hash: "0".repeat(64), signature: null })
      .execute();

    await db.schema
      .createTable("audit_seal")
      .addColumn("day", "text", (c) => c.primaryKey())
      .addColumn("number", "integer", (c) => c.notNull())
      .addColumn("hash", "text", (c) => c.notNull())
      .addColumn("sealed_at", "bigint", (c) => c.notNull())
      .addColumn("signature", "text", (c) => c.notNull())
      .execute();
  },
};
