import { DatabaseSync } from "node:sqlite";
import type { OpenSqlite, SqlRow, SqlValue } from "./sqlite-connection.ts";

/** Opens a file with the SQLite that Node brings along. It blocks the event loop while a statement runs. */
export const openNodeSqlite: OpenSqlite = async (file) => {
  const database = new DatabaseSync(file);
  return {
    binding: "node:sqlite",
    all: async (sql, parameters) => {
      const statement = database.prepare(sql);
      const names = statement.columns().map((column) => column.name);
      // Rows as Node makes them are slow to make and to read from; these are plain objects of one shape.
      statement.setReturnArrays(true);
      return (statement.all(...parameters) as unknown as SqlValue[][]).map((values) => {
        const row: SqlRow = {};
        for (let index = 0; index < names.length; index++) row[names[index] as string] = values[index] as SqlValue;
        return row;
      });
    },
    run: async (sql, parameters) => {
      const { changes, lastInsertRowid } = database.prepare(sql).run(...parameters);
      return { changes: Number(changes), lastInsertId: Number(lastInsertRowid) };
    },
    execute: async (sql) => database.exec(sql),
    close: async () => database.close(),
  };
};
