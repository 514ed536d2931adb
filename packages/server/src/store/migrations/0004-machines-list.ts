import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { isPostgres } from "./dialect-of.ts";

/** What the list of machines is searched, narrowed and sorted by, beside what it had. */
export const machinesList: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const table = db.schema.alterTable("machine");
    await table.addColumn("person", "text").execute();
    await table.addColumn("serial_number", "text").execute();
    await table.addColumn("policy_groups", "text", (c) => c.notNull().defaultTo("[]")).execute();
    await table.addColumn("flagged_rules", "text", (c) => c.notNull().defaultTo("[]")).execute();
    await table.addColumn("definitions_from", "bigint").execute();
    await table.addColumn("firewall", "text").execute();
    await table.addColumn("password_ends_at", "bigint").execute();
    // Nothing was kept in PostgreSQL before it had these columns, and it reads JSON by other words.
    if (isPostgres(db)) return;
    await sql`update machine set serial_number =
        (select json_extract(outcome, '$.facts.serialNumber') from fact where machine_id = machine.id and probe = 'machine'),
      person = (select group_concat(json_extract(account.value, '$.name'), ', ')
        from fact, json_each(fact.outcome, '$.facts.accounts') as account
        where machine_id = machine.id and probe = 'passwords'
          and json_extract(account.value, '$.state') in ('set', 'must-change', 'managed'))`.execute(db);
    // The rest comes of judging: every machine is judged again at the next start.
    await sql`update machine set policy_version = null, changes_at = null where retired_at is null`.execute(db);
  },
};
