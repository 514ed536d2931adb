import type { SqliteBinding } from "./sqlite/sqlite-connection.ts";

/** Where the store is kept: in a file beside the server, or in a PostgreSQL database. */
export type StorePlace =
  | { kind: "sqlite"; file: string; binding: SqliteBinding | "auto" }
  /** The address holds the password: it is told to nobody. */
  | { kind: "postgres"; url: string };
