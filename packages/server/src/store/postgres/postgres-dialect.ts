import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
  type QueryResult,
  type TransactionSettings,
} from "kysely";

/** Whoever holds it may write; the number is ours alone by convention ("MUST" in ASCII). */
const WRITE_LOCK = 0x4d555354;

/** Kysely over PostgreSQL as our store needs it: transactions that write take turns, over all nodes. */
export class TurnTakingDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;
  readonly #writes: boolean;

  constructor(config: PostgresDialectConfig, { writes }: { writes: boolean }) {
    super(config);
    this.#config = config;
    this.#writes = writes;
  }

  override createDriver(): Driver {
    return new TurnTakingDriver(this.#config, this.#writes);
  }
}

class TurnTakingDriver extends PostgresDriver {
  readonly #writes: boolean;

  constructor(config: PostgresDialectConfig, writes: boolean) {
    super(config);
    this.#writes = writes;
  }

  /**
   * Takes the turn with the first statement, as SQLite's `begin immediate` does: what a transaction reads cannot be changed by
   * another one before it writes. The lock goes with the transaction, however that ends.
   */
  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    await super.beginTransaction(connection, settings);
    if (this.#writes) await connection.executeQuery(CompiledQuery.raw(`select pg_advisory_xact_lock(${WRITE_LOCK})`));
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return new CleanConnection(await super.acquireConnection());
  }

  override async releaseConnection(connection: DatabaseConnection): Promise<void> {
    await super.releaseConnection((connection as CleanConnection).inner as never);
  }
}

/** PostgreSQL keeps no NUL in texts, and machines choose their own names: one must not fail the batch that others are in. */
class CleanConnection implements DatabaseConnection {
  readonly inner: DatabaseConnection;

  constructor(inner: DatabaseConnection) {
    this.inner = inner;
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return this.inner.executeQuery(clean(query));
  }

  streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    return this.inner.streamQuery(clean(query), chunkSize);
  }
}

function clean(query: CompiledQuery): CompiledQuery {
  if (!query.parameters.some(hasNul)) return query;
  const parameters = query.parameters.map((value) => (hasNul(value) ? value.replaceAll("\0", "\uFFFD") : value));
  return { ...query, parameters };
}

function hasNul(value: unknown): value is string {
  return typeof value === "string" && value.includes("\0");
}
