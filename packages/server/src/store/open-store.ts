import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { Kysely, sql } from "kysely";
import { fileBytes } from "./file-bytes.ts";
import { migrate } from "./migrate.ts";
import { openReaders, openWriter } from "./postgres/open-postgres.ts";
import type { Schema } from "./schema.ts";
import { openNodeSqlite } from "./sqlite/open-node-sqlite.ts";
import { chooseSqlite } from "./sqlite/open-sqlite.ts";
import type { OpenSqlite, SqliteBinding } from "./sqlite/sqlite-connection.ts";
import { sqliteDialect } from "./sqlite/sqlite-dialect.ts";
import type { StorePlace } from "./store-place.ts";

export type Db = Kysely<Schema>;

/** The store: one connection that writes, and others that only read, so that a long read never holds up a commit. */
export type Store = {
  writer: Db;
  reader: Db;
  /** What drives it. */
  binding: SqliteBinding | "postgres";
  /** What it takes on the disk. */
  bytes(): Promise<number>;
  close(): Promise<void>;
};

/**
 * Opens the store, making it where there is none and bringing its schema up to date.
 * @param onError hears of connections that broke while nobody used them
 * @throws AppError `store_newer`, `store_unreachable`
 */
export function openStore(place: StorePlace, onError: (error: Error) => void = () => {}): Promise<Store> {
  return place.kind === "sqlite" ? openFile(place) : openDatabase(place.url, onError);
}

async function openFile({ file, binding }: Extract<StorePlace, { kind: "sqlite" }>): Promise<Store> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const open = await chooseSqlite(binding);
  const writing = await open(file);
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
  const reader = await openReadOnly(open, file);
  return { writer, reader, binding: writing.binding, bytes: () => fileBytes(file), close: closing(reader, writer) };
}

async function openDatabase(url: string, onError: (error: Error) => void): Promise<Store> {
  const writing = openWriter(url, onError);
  try {
    await writing.ping();
    await migrate(writing.db);
  } catch (error) {
    await writing.db.destroy();
    throw error;
  }
  const reader = openReaders(url, onError).db;
  return {
    writer: writing.db,
    reader,
    binding: "postgres",
    bytes: async () => {
      const size = sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`;
      const { rows } = await size.execute(reader);
      return rows[0]?.bytes ?? 0;
    },
    close: closing(reader, writing.db),
  };
}

function closing(...dbs: Db[]): () => Promise<void> {
  return async () => {
    for (const db of dbs) await db.destroy();
  };
}

/**
 * Opens another connection to a store that is open already, for a thread of its own that only reads. It may block that
 * thread, so it takes the faster binding.
 */
export async function openReader(place: StorePlace): Promise<Db> {
  if (place.kind === "sqlite") return openReadOnly(openNodeSqlite, place.file);
  return openReaders(place.url, () => {}, 1).db;
}

async function openReadOnly(open: OpenSqlite, file: string): Promise<Db> {
  const connection = await open(file);
  await connection.execute("pragma busy_timeout = 5000; pragma query_only = on;");
  return new Kysely<Schema>({ dialect: sqliteDialect(connection) });
}
