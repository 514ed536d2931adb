import { atMostEvery } from "./at-most-every.ts";

/** A list is fetched anew at most this often in ms, however much changes. */
const FETCH_EVERY_MS = 1_000;

/** Lists on the screen whose rows must not move by themselves, by query hash; each knows how to fetch itself anew. */
const lists = new Map<string, { key: unknown; call: () => void }>();

/** Lets a list be kept up to date by the feed until the returned function is called. */
export function registerSteadyList(hash: string, key: unknown, refresh: () => Promise<unknown>): () => void {
  const { call, stop } = atMostEvery(FETCH_EVERY_MS, refresh);
  const entry = { key, call };
  lists.set(hash, entry);
  return () => {
    stop();
    if (lists.get(hash) === entry) lists.delete(hash);
  };
}

export function isSteady(hash: string): boolean {
  return lists.has(hash);
}

/** Fetches anew the lists of a kind (the first word of their key), or all. */
export function refreshSteadyLists(key?: string): void {
  for (const list of lists.values()) if (key === undefined || list.key === key) list.call();
}

/** Whether somebody is about to press something in a list: its rows must stay where they are. */
export function isHeld(): boolean {
  return document.querySelector("[data-steady]:is(:hover, :focus-within)") !== null;
}
