import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

export const firstTables: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("machine")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("name_key", "text", (c) => c.notNull())
      .addColumn("platform", "text", (c) => c.notNull())
      .addColumn("os_name", "text")
      .addColumn("os_version", "text")
      .addColumn("tags", "text", (c) => c.notNull())
      .addColumn("public_key", "text", (c) => c.notNull().unique())
      .addColumn("enrolled_at", "bigint", (c) => c.notNull())
      .addColumn("last_seen_at", "bigint")
      .addColumn("last_sequence", "bigint", (c) => c.notNull())
      .addColumn("agent_version", "text")
      .addColumn("facts_digest", "text")
      .addColumn("clock_ahead_ms", "bigint")
      .addColumn("status", "text", (c) => c.notNull())
      .addColumn("status_rank", "integer", (c) => c.notNull())
      .addColumn("sentence", "text", (c) => c.notNull())
      .addColumn("open_flags", "integer", (c) => c.notNull())
      .addColumn("policy_version", "integer")
      .addColumn("changes_at", "bigint")
      .execute();
    await db.schema
      .createIndex("machine_worst_first")
      .on("machine")
      .columns(["status_rank", "name_key", "id"])
      .execute();
    await db.schema.createIndex("machine_changes_at").on("machine").column("changes_at").execute();

    await db.schema
      .createTable("report")
      .addColumn("machine_id", "text", (c) => c.notNull().references("machine.id"))
      .addColumn("sequence", "bigint", (c) => c.notNull())
      .addColumn("received_at", "bigint", (c) => c.notNull())
      .addColumn("collected_at", "bigint", (c) => c.notNull())
      .addColumn("digest", "text", (c) => c.notNull())
      .addColumn("body", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("report_key", ["machine_id", "sequence"])
      .execute();

    await db.schema
      .createTable("fact")
      .addColumn("machine_id", "text", (c) => c.notNull().references("machine.id"))
      .addColumn("probe", "text", (c) => c.notNull())
      .addColumn("kind", "text", (c) => c.notNull())
      .addColumn("outcome", "text", (c) => c.notNull())
      .addColumn("changed_at", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("fact_key", ["machine_id", "probe"])
      .execute();

    await db.schema
      .createTable("verdict")
      .addColumn("machine_id", "text", (c) => c.notNull().references("machine.id"))
      .addColumn("rule", "text", (c) => c.notNull())
      .addColumn("status", "text", (c) => c.notNull())
      .addColumn("since", "bigint", (c) => c.notNull())
      .addColumn("changes_at", "bigint")
      .addColumn("body", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("verdict_key", ["machine_id", "rule"])
      .execute();

    await db.schema
      .createTable("flag")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("machine_id", "text", (c) => c.notNull().references("machine.id"))
      .addColumn("rule", "text", (c) => c.notNull())
      .addColumn("severity", "text", (c) => c.notNull())
      .addColumn("cause", "text", (c) => c.notNull())
      .addColumn("sentence", "text", (c) => c.notNull())
      .addColumn("policy_version", "integer", (c) => c.notNull())
      .addColumn("opened_at", "bigint", (c) => c.notNull())
      .addColumn("updated_at", "bigint", (c) => c.notNull())
      .addColumn("resolved_at", "bigint")
      .execute();
    await db.schema
      .createIndex("flag_open_once")
      .unique()
      .on("flag")
      .columns(["machine_id", "rule"])
      .where(sql`resolved_at`, "is", null)
      .execute();
    await db.schema.createIndex("flag_opened").on("flag").columns(["opened_at", "id"]).execute();
    await db.schema.createIndex("flag_resolved").on("flag").column("resolved_at").execute();
    await db.schema.createIndex("flag_of_machine").on("flag").columns(["machine_id", "opened_at"]).execute();

    await db.schema
      .createTable("policy")
      .addColumn("version", "integer", (c) => c.primaryKey())
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("document", "text", (c) => c.notNull())
      .addColumn("sha256", "text", (c) => c.notNull())
      .addColumn("applied_at", "bigint", (c) => c.notNull())
      .execute();

    await db.schema
      .createTable("enrolment_token")
      .addColumn("token_hash", "text", (c) => c.primaryKey())
      .addColumn("tags", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .addColumn("used_at", "bigint")
      .addColumn("machine_id", "text", (c) => c.references("machine.id"))
      .execute();

    await db.schema
      .createTable("sign_in_link")
      .addColumn("token_hash", "text", (c) => c.primaryKey())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .addColumn("used_at", "bigint")
      .execute();

    await db.schema
      .createTable("session")
      .addColumn("token_hash", "text", (c) => c.primaryKey())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("last_used_at", "bigint", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .execute();

    await db.schema
      .createTable("digest")
      .addColumn("night", "text", (c) => c.primaryKey())
      .addColumn("time_zone", "text", (c) => c.notNull())
      .addColumn("subject", "text", (c) => c.notNull())
      .addColumn("html", "text", (c) => c.notNull())
      .addColumn("text", "text", (c) => c.notNull())
      .addColumn("message_id", "text", (c) => c.notNull())
      .addColumn("composed_at", "bigint", (c) => c.notNull())
      .addColumn("state", "text", (c) => c.notNull())
      .addColumn("state_sentence", "text", (c) => c.notNull())
      .addColumn("sent_at", "bigint")
      .addColumn("attempts", "integer", (c) => c.notNull())
      .execute();
  },
};
