import { DatabaseSync } from "node:sqlite";
import type { OpenSqlite, SqlRow } from "./sqlite-connection.ts";

/** Opens a file with the SQLite that Node brings along. It blocks the event loop while a statement runs. */
export const openNodeSqlite: OpenSqlite = async (file) => {
  const database = new DatabaseSync(file);
  return {
    binding: "node:sqlite",
    all: async (sql, parameters) => database.prepare(sql).all(...parameters) as SqlRow[],
    run: async (sql, parameters) => {
      const { changes, lastInsertRowid } = database.prepare(sql).run(...parameters);
      return { changes: Number(changes), lastInsertId: Number(lastInsertRowid) };
    },
    execute: async (sql) => database.exec(sql),
    close: async () => database.close(),
  };
};
