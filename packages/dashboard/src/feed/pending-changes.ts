import { useSyncExternalStore } from "react";
import { createStore } from "./external-store.ts";

/**
 * What would add, remove or reorder rows, per list (by query hash). It waits behind a pill, because rows must not move under
 * the pointer.
 */
const pending = createStore<ReadonlyMap<string, ReadonlySet<string>>>(new Map());

export function addPending(queryHash: string, machineIds: readonly string[]): void {
  if (machineIds.length === 0) return;
  const next = new Map(pending.get());
  next.set(queryHash, new Set([...(next.get(queryHash) ?? []), ...machineIds]));
  pending.set(next);
}

/** As {@link addPending}, where all that waits is known. */
export function setPending(queryHash: string, ids: readonly string[]): void {
  pending.set(new Map(pending.get()).set(queryHash, new Set(ids)));
}

export function clearPending(queryHash?: string): void {
  if (queryHash === undefined) {
    pending.set(new Map());
    return;
  }
  if (!pending.get().has(queryHash)) return;
  const next = new Map(pending.get());
  next.delete(queryHash);
  pending.set(next);
}

export function usePendingCount(queryHash: string): number {
  const count = () => pending.get().get(queryHash)?.size ?? 0;
  return useSyncExternalStore(pending.subscribe, count);
}
