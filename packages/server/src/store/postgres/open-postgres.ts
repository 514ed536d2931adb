import { AppError } from "@muster/shared/errors.ts";
import { Kysely } from "kysely";
import pg from "pg";
import type { Schema } from "../schema.ts";
import { TurnTakingDialect } from "./postgres-dialect.ts";
import { unreachable } from "./unreachable.ts";

/** Type numbers (pg_type.dat) of what the driver would hand over as text: our numbers stay far below 2^53. */
const INT8 = 20;
const NUMERIC = 1700;

/** Connections that only read: pages, lists and exports at once. */
const READERS = 4;

/** How long the server waits for a connection, in ms. */
const CONNECT_WITHIN_MS = 5_000;

/** A statement that takes longer, in ms, is ended by the server: nothing of ours does. */
const STATEMENT_WITHIN_MS = 60_000;

/** A node that hangs in the middle of a transaction loses it after so long, in ms: others wait for its turn to end. */
const IDLE_IN_TRANSACTION_MS = 10_000;

type Opened = { db: Kysely<Schema>; ping(): Promise<void> };

/** The connection that writes: one, so that what this process writes takes turns as well. */
export function openWriter(url: string, onError: (error: Error) => void): Opened {
  return open(url, { connections: 1, writes: true, onError });
}

/** Connections that can only read. */
export function openReaders(url: string, onError: (error: Error) => void, connections = READERS): Opened {
  return open(url, { connections, writes: false, onError });
}

function open(
  url: string,
  { connections, writes, onError }: { connections: number; writes: boolean; onError: (error: Error) => void },
): Opened {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    application_name: "muster",
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    statement_timeout: STATEMENT_WITHIN_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    options: writes ? "-c synchronous_commit=on" : "-c default_transaction_read_only=on",
    types: { getTypeParser: parserOf as typeof pg.types.getTypeParser },
  });
  // A connection that breaks while nobody uses it is replaced by the next one; unheard, it would end the process.
  pool.on("error", onError);
  return {
    db: new Kysely<Schema>({ dialect: new TurnTakingDialect({ pool }, { writes }) }),
    ping: async () => {
      try {
        const { rows } = await pool.query<{ server_encoding: string }>("show server_encoding");
        if (rows[0]?.server_encoding !== "UTF8") {
          throw new AppError("store_unreachable", "The database's encoding is not UTF8.");
        }
      } catch (error) {
        throw error instanceof AppError ? error : unreachable(error);
      }
    },
  };
}

function parserOf(oid: number, format?: "text" | "binary"): (value: string) => unknown {
  if (oid === INT8 || oid === NUMERIC) return Number;
  return pg.types.getTypeParser(oid, format as "text");
}
