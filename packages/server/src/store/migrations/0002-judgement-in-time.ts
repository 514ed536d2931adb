import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { numbering } from "./dialect-of.ts";

/** Contact, history, waivers, policy versions with their authors, totals per day, and doubts about who a machine is. */
export const judgementInTime: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const numbered = numbering(db);
    const table = db.schema.alterTable("machine");
    await table.addColumn("parted_at", "bigint").execute();
    await table.addColumn("parting", "text").execute();
    await table.addColumn("absent_from", "bigint").execute();
    await table.addColumn("returned_at", "bigint").execute();
    await table.addColumn("reachability", "text", (c) => c.notNull().defaultTo("online")).execute();
    await table.addColumn("reachable_since", "bigint", (c) => c.notNull().defaultTo(0)).execute();
    await table.addColumn("site", "text").execute();
    await table.addColumn("hardware_key", "text").execute();
    await table.addColumn("retired_at", "bigint").execute();
    await table.addColumn("merged_into", "text").execute();
    // Whatever was judged before is judged again at the next start, so that every stored verdict has the new form.
    await sql`update machine set policy_version = null, changes_at = null, reachable_since = coalesce(last_seen_at, enrolled_at)`.execute(
      db,
    );
    await db.schema.createIndex("machine_hardware").on("machine").column("hardware_key").execute();
    await db.schema.createIndex("machine_status").on("machine").columns(["retired_at", "status"]).execute();
    await db.schema.createIndex("machine_reachability").on("machine").columns(["retired_at", "reachability"]).execute();

    await db.schema
      .alterTable("flag")
      .addColumn("recent_failures", "integer", (c) => c.notNull().defaultTo(0))
      .execute();
    await db.schema.alterTable("flag").addColumn("resolved_because", "text").execute();

    const policy = db.schema.alterTable("policy");
    await policy.addColumn("author", "text", (c) => c.notNull().defaultTo("")).execute();
    await policy.addColumn("origin", "text", (c) => c.notNull().defaultTo("file")).execute();
    await policy.addColumn("reason", "text", (c) => c.notNull().defaultTo("")).execute();

    for (const name of ["session", "sign_in_link"]) {
      await db.schema
        .alterTable(name)
        .addColumn("operator", "text", (c) => c.notNull().defaultTo("admin"))
        .execute();
    }

    await db.schema
      .createTable("waiver")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("machine_id", "text", (c) => c.references("machine.id"))
      .addColumn("group_name", "text")
      .addColumn("rule", "text")
      .addColumn("account", "text")
      .addColumn("reason", "text", (c) => c.notNull())
      .addColumn("ticket", "text")
      .addColumn("state", "text", (c) => c.notNull())
      .addColumn("requested_by", "text", (c) => c.notNull())
      .addColumn("requested_at", "bigint", (c) => c.notNull())
      .addColumn("decided_by", "text")
      .addColumn("decided_at", "bigint")
      .addColumn("starts_at", "bigint", (c) => c.notNull())
      .addColumn("ends_at", "bigint", (c) => c.notNull())
      .execute();
    await db.schema.createIndex("waiver_in_force").on("waiver").columns(["state", "ends_at"]).execute();
    await db.schema.createIndex("waiver_of_machine").on("waiver").column("machine_id").execute();

    await db.schema
      .createTable("event")
      .addColumn("id", numbered.type, numbered.by)
      .addColumn("machine_id", "text", (c) => c.notNull().references("machine.id"))
      .addColumn("at", "bigint", (c) => c.notNull())
      .addColumn("kind", "text", (c) => c.notNull())
      .addColumn("body", "text", (c) => c.notNull())
      .execute();
    await db.schema.createIndex("event_of_machine").on("event").columns(["machine_id", "at", "id"]).execute();

    await db.schema
      .createTable("fact_history")
      .addColumn("machine_id", "text", (c) => c.notNull().references("machine.id"))
      .addColumn("probe", "text", (c) => c.notNull())
      .addColumn("changed_at", "bigint", (c) => c.notNull())
      .addColumn("sequence", "bigint", (c) => c.notNull())
      .addColumn("kind", "text", (c) => c.notNull())
      .addColumn("outcome", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("fact_history_key", ["machine_id", "probe", "changed_at", "sequence"])
      .execute();
    await db.schema.createIndex("fact_history_when").on("fact_history").column("changed_at").execute();
    await sql`insert into fact_history (machine_id, probe, changed_at, sequence, kind, outcome)
      select machine_id, probe, changed_at, 0, kind, outcome from fact`.execute(db);

    await db.schema
      .createTable("fleet_day")
      .addColumn("day", "text", (c) => c.primaryKey())
      .addColumn("by_status", "text", (c) => c.notNull())
      .addColumn("open_flags", "text", (c) => c.notNull())
      .addColumn("policy_version", "integer")
      .execute();

    await db.schema
      .createTable("identity_conflict")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("kind", "text", (c) => c.notNull())
      .addColumn("machine_id", "text", (c) => c.notNull().references("machine.id"))
      .addColumn("other_id", "text", (c) => c.references("machine.id"))
      .addColumn("sentence", "text", (c) => c.notNull())
      .addColumn("first_seen_at", "bigint", (c) => c.notNull())
      .addColumn("last_seen_at", "bigint", (c) => c.notNull())
      .addColumn("times", "integer", (c) => c.notNull())
      .addColumn("resolved_at", "bigint")
      .addColumn("resolution", "text")
      .addColumn("resolved_by", "text")
      .execute();
    await db.schema.createIndex("conflict_of_machine").on("identity_conflict").column("machine_id").execute();
    await db.schema
      .createIndex("conflict_open")
      .on("identity_conflict")
      .columns(["resolved_at", "last_seen_at"])
      .execute();
  },
};
