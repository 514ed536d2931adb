import { type ColumnDefinitionBuilder, type Kysely, PostgresAdapter } from "kysely";

/** Whether the store is in PostgreSQL, where no version before this seam has kept anything. */
export function isPostgres(db: Kysely<unknown>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

/** The type of a column that numbers its rows by itself, and what says so. */
export function numbering(db: Kysely<unknown>) {
  return isPostgres(db)
    ? ({ type: "bigint", by: (c: ColumnDefinitionBuilder) => c.primaryKey().generatedByDefaultAsIdentity() } as const)
    : ({ type: "integer", by: (c: ColumnDefinitionBuilder) => c.primaryKey().autoIncrement() } as const);
}
