import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** Seals over what the books took in, what of each machine is under them, and the packs handed to auditors. */
export const evidence: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("evidence_seal")
      .addColumn("number", "integer", (c) => c.primaryKey())
      .addColumn("from_at", "bigint", (c) => c.notNull())
      .addColumn("until_at", "bigint", (c) => c.notNull())
      .addColumn("after_event", "bigint", (c) => c.notNull())
      .addColumn("last_event", "bigint", (c) => c.notNull())
      .addColumn("leaves", "integer", (c) => c.notNull())
      .addColumn("root", "text", (c) => c.notNull())
      .addColumn("sealed_at", "bigint", (c) => c.notNull())
      .addColumn("signature", "text", (c) => c.notNull())
      .execute();

    await db.schema
      .createTable("evidence_leaf")
      .addColumn("seal", "integer", (c) => c.notNull())
      .addColumn("machine_id", "text", (c) => c.notNull())
      .addColumn("facts", "integer", (c) => c.notNull())
      .addColumn("last_sequence", "bigint", (c) => c.notNull())
      .addColumn("facts_hash", "text", (c) => c.notNull())
      .addColumn("events", "integer", (c) => c.notNull())
      .addColumn("events_hash", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("evidence_leaf_key", ["seal", "machine_id"])
      .execute();

    await db.schema
      .createTable("evidence_pack")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("made_at", "bigint", (c) => c.notNull())
      .addColumn("made_by", "text", (c) => c.notNull())
      .addColumn("about_at", "bigint", (c) => c.notNull())
      .addColumn("machines", "integer", (c) => c.notNull())
      .addColumn("seed", "text")
      .addColumn("sha256", "text", (c) => c.notNull())
      .addColumn("document", "text", (c) => c.notNull())
      .execute();
    await db.schema.createIndex("evidence_pack_made").on("evidence_pack").columns(["made_at", "id"]).execute();
  },
};
