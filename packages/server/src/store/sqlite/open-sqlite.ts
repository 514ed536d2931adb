import { openNodeSqlite } from "./open-node-sqlite.ts";
import { loadNpmSqlite3 } from "./open-npm-sqlite3.ts";
import type { OpenSqlite, SqliteBinding } from "./sqlite-connection.ts";

/** Picks the binding: npm `sqlite3` where it loads, else the SQLite inside Node (docs/decisions/0003). */
export async function chooseSqlite(wanted: SqliteBinding | "auto"): Promise<OpenSqlite> {
  if (wanted === "node:sqlite") return openNodeSqlite;
  const npmSqlite3 = await loadNpmSqlite3();
  if (npmSqlite3) return npmSqlite3;
  if (wanted === "auto") return openNodeSqlite;
  throw new Error("The npm package sqlite3 does not load here; set store.binding to auto or node:sqlite.");
}
