import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { unreachable } from "./unreachable.ts";

/** Held by the one server that works on a database ("MUS1" in ASCII). */
const SERVER_LOCK = 0x4d555331;

/** How often the lock is asked for while another server has it, and looked after while it is held, in ms. */
const LOOK_MS = 2_000;
const CONNECT_WITHIN_MS = 5_000;

export type SoleWriter = {
  /** Gives the place to the next one. */
  release(): Promise<void>;
};

/**
 * Waits until no other server works on the database, and then takes its place. PostgreSQL gives the lock to another one as soon
 * as this connection ends, however it ends.
 * @param onWaiting hears once that another server is at work, or that PostgreSQL does not answer
 * @param onLost hears that the place is another's now: this server must not write any more
 * @throws AppError `store_unreachable` when waiting would not help
 */
export async function becomeSoleWriter(
  url: string,
  { onWaiting, onLost }: { onWaiting: () => void; onLost: (error: Error) => void },
): Promise<SoleWriter> {
  for (let hasTold = false; ; hasTold = true) {
    const client = await tryToTake(url).catch((error: unknown) => {
      if (isFinal(error)) throw unreachable(error);
      // PostgreSQL may be about to start, too.
      return null;
    });
    if (client !== null) return hold(client, url, onLost);
    if (!hasTold) onWaiting();
    await pause(LOOK_MS);
  }
}

/** Waiting does not help against a name, a password or a database that is wrong (SQLSTATE classes 28 and 3D). */
function isFinal(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^(28|3D)/.test(String(error.code));
}

/** A connection that holds the lock; null while another has it. */
async function tryToTake(url: string): Promise<pg.Client | null> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "muster, its one server",
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    keepAlive: true,
    // A server whose computer is gone is noticed within seconds (https://www.postgresql.org/docs/current/runtime-config-connection.html).
    options: "-c tcp_keepalives_idle=4 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3",
  });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ has: boolean }>(`select pg_try_advisory_lock(${SERVER_LOCK}) as has`);
    if (rows[0]?.has === true) return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
  await client.end();
  return null;
}

/** Keeps the lock. When the connection breaks it is taken anew, unless another server was quicker. */
function hold(first: pg.Client, url: string, onLost: (error: Error) => void): SoleWriter {
  let client = first;
  let isOver = false;
  const watch = (): void => {
    client.once("end", () => void retake());
  };
  const retake = async (): Promise<void> => {
    while (!isOver) {
      const again = await tryToTake(url).catch(() => undefined);
      if (again) {
        client = again;
        watch();
        return;
      }
      if (again === null) return onLost(new Error("Another server has taken over the database."));
      // The database is away, for others as well: nothing can be written meanwhile, here or there.
      await pause(LOOK_MS / 4);
    }
  };
  watch();
  return {
    release: async () => {
      isOver = true;
      await client.end().catch(() => {});
    },
  };
}
