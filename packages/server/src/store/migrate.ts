import { AppError } from "@muster/shared/errors.ts";
import type { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { MIGRATIONS } from "./migrations/index.ts";
import type { Schema } from "./schema.ts";

/**
 * Brings the schema up to date.
 * @throws AppError `store_newer` when a newer version of the server has written it.
 */
export async function migrate(db: Kysely<Schema>): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => MIGRATIONS },
    // A number that was left free may be filled later: no migration rests on another than those it names by its tables.
    allowUnorderedMigrations: true,
  });
  const unknown = await appliedElsewhere(db);
  if (unknown)
    throw new AppError("store_newer", `It holds the migration ${unknown}, which this version does not know.`);
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

/** Names a migration that the store has and this version has not. */
async function appliedElsewhere(db: Kysely<Schema>): Promise<string | undefined> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === "kysely_migration")) return undefined;
  const applied = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom("kysely_migration")
    .select("name")
    .execute();
  return applied.map((row) => row.name).find((name) => !(name in MIGRATIONS));
}
