import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** The short form in which a fleet is judged as a whole, and the rehearsal kept with each version of the policy. */
export const rehearsal: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable("weighed")
      .addColumn("machine_id", "text", (c) => c.primaryKey().references("machine.id"))
      .addColumn("form", "integer", (c) => c.notNull())
      .addColumn("body", "text", (c) => c.notNull())
      .execute();
    await db.schema.alterTable("policy").addColumn("what_if", "text").execute();
  },
};
