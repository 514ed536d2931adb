import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** Odd things that people work through, their checklists, and what was done about them. */
export const incidents: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("incident")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("number", "integer", (c) => c.notNull().unique())
      .addColumn("kind", "text", (c) => c.notNull())
      .addColumn("subject", "text", (c) => c.notNull())
      // Null once it is closed: of one kind and subject at most one is open, whoever opens it.
      .addColumn("open_key", "text", (c) => c.unique())
      .addColumn("title", "text", (c) => c.notNull())
      .addColumn("sentence", "text", (c) => c.notNull())
      .addColumn("severity", "text", (c) => c.notNull())
      .addColumn("list_rank", "integer", (c) => c.notNull())
      .addColumn("link_kind", "text")
      .addColumn("link_id", "text")
      .addColumn("opened_at", "bigint", (c) => c.notNull())
      .addColumn("opened_by", "text")
      .addColumn("last_seen_at", "bigint", (c) => c.notNull())
      .addColumn("times", "integer", (c) => c.notNull())
      .addColumn("changed_at", "bigint", (c) => c.notNull())
      .addColumn("assigned_to", "text")
      .addColumn("acknowledged_at", "bigint")
      .addColumn("acknowledged_by", "text")
      .addColumn("closed_at", "bigint")
      .addColumn("closed_by", "text")
      .execute();
    await db.schema.createIndex("incident_by_place").on("incident").columns(["list_rank", "number"]).execute();
    await db.schema.createIndex("incident_by_cause").on("incident").columns(["kind", "subject"]).execute();
    await db.schema
      .createTable("incident_step")
      .addColumn("incident_id", "text", (c) => c.notNull().references("incident.id"))
      .addColumn("step", "text", (c) => c.notNull())
      .addColumn("done_at", "bigint", (c) => c.notNull())
      .addColumn("done_by", "text", (c) => c.notNull())
      .addColumn("note", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("incident_step_key", ["incident_id", "step"])
      .execute();
    await db.schema
      .createTable("incident_entry")
      .addColumn("incident_id", "text", (c) => c.notNull().references("incident.id"))
      .addColumn("number", "integer", (c) => c.notNull())
      .addColumn("at", "bigint", (c) => c.notNull())
      .addColumn("by", "text")
      .addColumn("act", "text", (c) => c.notNull())
      .addColumn("detail", "text")
      .addColumn("note", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("incident_entry_key", ["incident_id", "number"])
      .execute();
  },
};
