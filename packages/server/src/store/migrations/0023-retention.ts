import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** Lets what is too old to be kept be found without reading the rest. */
export const retention: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.createIndex("report_received").on("report").column("received_at").execute();
  },
};
