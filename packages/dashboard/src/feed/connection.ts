import { useSyncExternalStore } from "react";
import { createStore } from "./external-store.ts";

/** `since` is the epoch ms from which on nothing new is heard, so that the screen can say how old it is. */
export type Connection = { state: "connecting" } | { state: "live" } | { state: "lost"; since: number };

export const connection = createStore<Connection>({ state: "connecting" });

export function useConnection(): Connection {
  return useSyncExternalStore(connection.subscribe, connection.get);
}
