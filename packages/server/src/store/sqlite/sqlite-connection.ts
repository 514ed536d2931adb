/** A value that SQLite binds and returns here; blobs and 64-bit integers are not used. */
export type SqlValue = string | number | null;

export type SqlRow = Record<string, SqlValue>;

/**
 * The one seam between the store and a SQLite binding: all that a binding must be able to do.
 * Statements on one connection run in the order in which they were asked for.
 */
export type SqliteConnection = {
  /** Which binding this is, for the log and for the contract tests. */
  binding: SqliteBinding;
  all(sql: string, parameters: readonly SqlValue[]): Promise<SqlRow[]>;
  run(sql: string, parameters: readonly SqlValue[]): Promise<{ changes: number; lastInsertId: number }>;
  /** Runs several statements without parameters. */
  execute(sql: string): Promise<void>;
  close(): Promise<void>;
};

export type SqliteBinding = "sqlite3" | "node:sqlite";

export type OpenSqlite = (file: string) => Promise<SqliteConnection>;
