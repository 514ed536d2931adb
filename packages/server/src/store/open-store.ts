import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { AppError } from "@muster/shared/errors.ts";
import { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { MIGRATIONS } from "./migrations/index.ts";
import type { Schema } from "./schema.ts";
import { openNodeSqlite } from "./sqlite/open-node-sqlite.ts";
import { chooseSqlite } from "./sqlite/open-sqlite.ts";
import type { OpenSqlite, SqliteBinding } from "./sqlite/sqlite-connection.ts";
import { sqliteDialect } from "./sqlite/sqlite-dialect.ts";

export type Db = Kysely<Schema>;

/** The store: one connection that writes, another that only reads, so that a long read never holds up a commit. */
export type Store = {
  writer: Db;
  reader: Db;
  binding: SqliteBinding;
  close(): Promise<void>;
};

/**
 * Opens the embedded store, creating the file and bringing its schema up to date.
 * @throws AppError `store_newer` when a newer version of the server has written it.
 */
export async function openStore(options: { file: string; binding: SqliteBinding | "auto" }): Promise<Store> {
  mkdirSync(dirname(options.file), { recursive: true, mode: 0o700 });
  const open = await chooseSqlite(options.binding);
  const writing = await open(options.file);
  // FULL: an acknowledged report must survive a power cut (https://sqlite.org/pragma.html#pragma_synchronous).
  await writing.execute(
    "pragma busy_timeout = 5000; pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;",
  );
  const writer = new Kysely<Schema>({ dialect: sqliteDialect(writing) });
  try {
    await migrate(writer);
  } catch (error) {
    await writer.destroy();
    throw error;
  }
  const reader = await openReadOnly(open, options.file);
  return {
    writer,
    reader,
    binding: writing.binding,
    close: async () => {
      await reader.destroy();
      await writer.destroy();
    },
  };
}

/**
 * Opens another connection to a store that is open already, for a thread of its own that only reads. It may block that
 * thread, so it takes the faster binding.
 */
export function openReader({ file }: { file: string }): Promise<Db> {
  return openReadOnly(openNodeSqlite, file);
}

async function openReadOnly(open: OpenSqlite, file: string): Promise<Db> {
  const connection = await open(file);
  await connection.execute("pragma busy_timeout = 5000; pragma query_only = on;");
  return new Kysely<Schema>({ dialect: sqliteDialect(connection) });
}

async function migrate(db: Db): Promise<void> {
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
async function appliedElsewhere(db: Db): Promise<string | undefined> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === "kysely_migration")) return undefined;
  const applied = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom("kysely_migration")
    .select("name")
    .execute();
  return applied.map((row) => row.name).find((name) => !(name in MIGRATIONS));
}
