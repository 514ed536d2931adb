import { CompiledQuery, type DatabaseConnection, type Dialect } from "kysely";
import { BaseSqliteDialect, buildQueryFn, GenericSqliteDriver } from "kysely-generic-sqlite";
import type { SqliteConnection, SqlValue } from "./sqlite-connection.ts";

/** Kysely over one SQLite connection, with each transaction and each lone statement on its own turn. */
export function sqliteDialect(connection: SqliteConnection): Dialect {
  return new BaseSqliteDialect(() => new TakeTurnsDriver(connection));
}

/**
 * The generic driver hands its single connection to everybody at once, so a statement of one flow would fall into the
 * transaction of another and be rolled back with it. This one queues them.
 */
class TakeTurnsDriver extends GenericSqliteDriver {
  #lastTurn: Promise<void> = Promise.resolve();
  #endTurn: (() => void) | null = null;

  constructor(connection: SqliteConnection) {
    super(() => ({
      db: connection,
      close: () => connection.close(),
      query: buildQueryFn({
        isQuery: (sql) => /^\s*(select|with|pragma|explain)\b/i.test(sql) || /\breturning\b/i.test(sql),
        all: (sql, parameters) => connection.all(sql, (parameters ?? []) as SqlValue[]),
        run: async (sql, parameters) => {
          const { changes, lastInsertId } = await connection.run(sql, (parameters ?? []) as SqlValue[]);
          return { numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertId) };
        },
      }),
    }));
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#lastTurn;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#lastTurn = promise;
    await before;
    this.#endTurn = resolve;
    return super.acquireConnection();
  }

  override async releaseConnection(): Promise<void> {
    this.#endTurn?.();
  }

  /** Takes the write lock at once: a transaction that reads first and then waits to write may fail without waiting. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }
}
