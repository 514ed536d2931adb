import type { Logger } from "pino";
import { type ServerConfig, storePlaceOf } from "./config.ts";
import { openStore, type Store } from "./store/open-store.ts";
import { becomeSoleWriter } from "./store/postgres/sole-writer.ts";

/** Opens the store as a command on the console uses it, beside a server that may be at work. */
export function openConfiguredStore(config: ServerConfig): Promise<Store> {
  return openStore(storePlaceOf(config));
}

/**
 * Opens the store to serve from it. On a database that several servers know, one is at work and the others stand by: this
 * resolves when it is this one's turn.
 */
export async function openStoreToServe(config: ServerConfig, log: Logger): Promise<Store> {
  const place = storePlaceOf(config);
  const onError = (error: Error): void => log.error({ err: error }, "a connection to the store broke");
  if (place.kind === "sqlite") return openStore(place, onError);
  const turn = await becomeSoleWriter(place.url, {
    onWaiting: () => log.info("another server is at work on the database, or it cannot be reached: standing by"),
    onLost: (error) => {
      // Whatever supervises the process starts it again, and it stands by. What was not acknowledged is sent to the other.
      queueMicrotask(() => {
        throw error;
      });
    },
  });
  try {
    const store = await openStore(place, onError);
    return {
      ...store,
      close: async () => {
        await store.close();
        await turn.release();
      },
    };
  } catch (error) {
    await turn.release();
    throw error;
  }
}
