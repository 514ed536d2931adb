import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Alerts, the channels that carry them, and every message. */
export const alerts: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("alert_channel")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("kind", "text", (c) => c.notNull())
      .addColumn("target", "text", (c) => c.notNull())
      .addColumn("address", "text", (c) => c.notNull())
      .addColumn("min_severity", "text", (c) => c.notNull())
      .addColumn("is_escalation", "integer", (c) => c.notNull())
      .addColumn("quiet_hours", "text")
      .addColumn("is_active", "integer", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("updated_at", "bigint", (c) => c.notNull())
      .addColumn("removed_at", "bigint")
      .execute();

    await db.schema
      .createTable("alert")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("rule", "text", (c) => c.notNull())
      .addColumn("severity", "text", (c) => c.notNull())
      .addColumn("opened_at", "bigint", (c) => c.notNull())
      .addColumn("told_at", "bigint")
      .addColumn("last_told_at", "bigint")
      .addColumn("told_machines", "integer", (c) => c.notNull())
      .addColumn("messages", "integer", (c) => c.notNull())
      .addColumn("acknowledged_at", "bigint")
      .addColumn("acknowledged_by", "text")
      .addColumn("escalated_at", "bigint")
      .addColumn("healing_since", "bigint")
      .addColumn("healed_at", "bigint")
      .execute();
    await db.schema
      .createIndex("alert_open_once")
      .unique()
      .on("alert")
      .column("rule")
      .where(sql`healed_at`, "is", null)
      .execute();
    await db.schema.createIndex("alert_opened").on("alert").columns(["opened_at", "id"]).execute();

    await db.schema
      .createTable("alert_flag")
      .addColumn("flag_id", "text", (c) => c.primaryKey())
      .addColumn("alert_id", "text", (c) => c.notNull().references("alert.id"))
      .addColumn("machine_id", "text", (c) => c.notNull())
      .addColumn("left_at", "bigint")
      .execute();
    await db.schema.createIndex("alert_flag_of").on("alert_flag").columns(["alert_id", "left_at"]).execute();
    await db.schema
      .createIndex("alert_flag_present")
      .on("alert_flag")
      .column("flag_id")
      .where(sql`left_at`, "is", null)
      .execute();

    await db.schema
      .createTable("alert_message")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("alert_id", "text", (c) => c.references("alert.id"))
      .addColumn("channel_id", "text", (c) => c.notNull().references("alert_channel.id"))
      .addColumn("kind", "text", (c) => c.notNull())
      .addColumn("title", "text", (c) => c.notNull())
      .addColumn("body", "text", (c) => c.notNull())
      .addColumn("state", "text", (c) => c.notNull())
      .addColumn("attempts", "integer", (c) => c.notNull())
      .addColumn("tries", "integer", (c) => c.notNull())
      .addColumn("response", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("next_attempt_at", "bigint")
      .addColumn("lease_owner", "text")
      .addColumn("lease_until", "bigint")
      .addColumn("sent_at", "bigint")
      .execute();
    await db.schema
      .createIndex("alert_message_due")
      .on("alert_message")
      .columns(["state", "next_attempt_at"])
      .execute();
    await db.schema.createIndex("alert_message_of").on("alert_message").columns(["alert_id", "channel_id"]).execute();

    await db.schema
      .createIndex("flag_open_since")
      .on("flag")
      .column("opened_at")
      .where(sql`resolved_at`, "is", null)
      .execute();
    await db.schema
      .createTable("alert_settings")
      .addColumn("id", "integer", (c) => c.primaryKey())
      .addColumn("settings", "text", (c) => c.notNull())
      .addColumn("heartbeat_url", "text")
      .addColumn("heartbeat_host", "text")
      .addColumn("heartbeat_at", "bigint")
      .addColumn("enabled_since", "bigint")
      .execute();
    await sql`insert into alert_settings (id, settings) values (1, '{}')`.execute(db);
  },
};
