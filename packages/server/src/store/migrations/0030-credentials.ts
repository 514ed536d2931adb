import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * Passwords, second factors and recovery codes. Sessions that a link alone had opened end: everybody comes in anew, and
 * sets up what they sign in with.
 */
export const credentials: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("credential")
      .addColumn("operator_id", "text", (c) => c.primaryKey().references("operator.id"))
      .addColumn("password_hash", "text")
      .addColumn("password_set_at", "bigint")
      .addColumn("totp_secret", "text")
      .addColumn("totp_set_at", "bigint")
      .addColumn("totp_last_step", "bigint")
      .execute();

    await db.schema
      .createTable("recovery_code")
      .addColumn("code_hash", "text", (c) => c.primaryKey())
      .addColumn("operator_id", "text", (c) => c.notNull().references("operator.id"))
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("used_at", "bigint")
      .execute();
    await db.schema.createIndex("recovery_code_of").on("recovery_code").column("operator_id").execute();

    await db.schema
      .createTable("sign_in_step")
      .addColumn("token_hash", "text", (c) => c.primaryKey())
      .addColumn("operator_id", "text", (c) => c.notNull().references("operator.id"))
      .addColumn("stage", "text", (c) => c.notNull())
      .addColumn("opened_with", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .addColumn("offered_secret", "text")
      .execute();
    await db.schema.createIndex("sign_in_step_of").on("sign_in_step").column("operator_id").execute();

    await db.schema
      .createTable("sign_in_failure")
      .addColumn("name_hash", "text", (c) => c.primaryKey())
      .addColumn("is_known", "integer", (c) => c.notNull())
      .addColumn("failures", "integer", (c) => c.notNull())
      .addColumn("last_at", "bigint", (c) => c.notNull())
      .addColumn("locked_until", "bigint", (c) => c.notNull())
      .execute();
    await db.schema.createIndex("sign_in_failure_age").on("sign_in_failure").columns(["is_known", "last_at"]).execute();

    await db.schema.dropTable("session").execute();
    await db.schema
      .createTable("session")
      .addColumn("token_hash", "text", (c) => c.primaryKey())
      .addColumn("id", "text", (c) => c.notNull().unique())
      .addColumn("operator_id", "text", (c) => c.notNull().references("operator.id"))
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("last_used_at", "bigint", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .addColumn("address", "text", (c) => c.notNull())
      .addColumn("agent", "text", (c) => c.notNull())
      .addColumn("opened_with", "text", (c) => c.notNull())
      .addColumn("confirmed_at", "bigint", (c) => c.notNull())
      .addColumn("offered_secret", "text")
      .execute();
    await db.schema.createIndex("session_of_operator").on("session").column("operator_id").execute();
  },
};
