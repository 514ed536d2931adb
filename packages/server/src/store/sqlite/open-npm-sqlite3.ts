import type { Database } from "sqlite3";
import type { OpenSqlite, SqlRow, SqlValue } from "./sqlite-connection.ts";

type Sqlite3 = typeof import("sqlite3");

/** Loads the npm package `sqlite3`; null where its binary could be neither fetched nor compiled. */
export async function loadNpmSqlite3(): Promise<OpenSqlite | null> {
  try {
    const loaded = (await import("sqlite3")) as Sqlite3 & { default?: Sqlite3 };
    const sqlite3 = loaded.default ?? loaded;
    return (file) => open(sqlite3, file);
  } catch {
    // An optional dependency: the caller falls back and the log says which binding is in use.
    return null;
  }
}

async function open(sqlite3: Sqlite3, file: string): ReturnType<OpenSqlite> {
  const database = await new Promise<Database>((resolve, reject) => {
    const opened = new sqlite3.Database(file, (error) => (error ? reject(error) : resolve(opened)));
  });
  database.serialize();
  return {
    binding: "sqlite3",
    all: (sql, parameters) => all(database, sql, parameters),
    run: (sql, parameters) => run(database, sql, parameters),
    execute: (sql) => settle((done) => database.exec(sql, done)),
    close: () => settle((done) => database.close(done)),
  };
}

function all(database: Database, sql: string, parameters: readonly SqlValue[]): Promise<SqlRow[]> {
  return new Promise((resolve, reject) => {
    database.all(sql, parameters, (error, rows) => (error ? reject(error) : resolve(rows as SqlRow[])));
  });
}

function run(
  database: Database,
  sql: string,
  parameters: readonly SqlValue[],
): Promise<{ changes: number; lastInsertId: number }> {
  return new Promise((resolve, reject) => {
    database.run(sql, parameters, function onRun(error) {
      if (error) reject(error);
      else resolve({ changes: this.changes, lastInsertId: this.lastID });
    });
  });
}

function settle(start: (done: (error: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => start((error) => (error ? reject(error) : resolve())));
}
