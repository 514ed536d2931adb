import { useSyncExternalStore } from "react";
import { createStore } from "./external-store.ts";

/** A line that came back: when (epoch ms), after how long, and how many machines had changed; null for too many to tell. */
export type Resumption = { at: number; lostForMs: number; changed: number | null };

/** `since` is the epoch ms from which on nothing new is heard, so that the screen can say how old it is. */
export type Connection =
  | { state: "connecting" }
  | { state: "live"; resumed?: Resumption }
  | { state: "lost"; since: number };

export const connection = createStore<Connection>({ state: "connecting" });

export function useConnection(): Connection {
  return useSyncExternalStore(connection.subscribe, connection.get);
}
