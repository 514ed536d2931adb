import type { FleetChange, MachinePage } from "@muster/shared/api.ts";
import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import { KEYS, type MachineList, summaryQuery } from "../api/queries.ts";
import { noteArrivals } from "./arrivals.ts";
import { patchMachinePages } from "./patch-machine-pages.ts";
import { addPending, clearPending } from "./pending-changes.ts";

/** Brings one message of the feed into every cached answer that it touches. */
export function applyChange(queries: QueryClient, change: FleetChange, loadedAt: number): void {
  noteArrivals(change.machines, loadedAt);
  if (change.isPartial) {
    refreshEverything(queries);
    return;
  }
  queries.setQueryData(summaryQuery.queryKey, change.summary);
  patchLists(queries, change);
  for (const machine of change.machines) void queries.invalidateQueries({ queryKey: [KEYS.machine, machine.id] });
  void queries.invalidateQueries({ queryKey: [KEYS.flags] });
}

/** Lists are fetched anew too, so nothing is pending afterwards. The session only matters to the server. */
export function refreshEverything(queries: QueryClient): void {
  clearPending();
  void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== KEYS.session });
}

function patchLists(queries: QueryClient, change: FleetChange): void {
  for (const query of queries.getQueryCache().findAll({ queryKey: [KEYS.machines] })) {
    const before = query.state.data as InfiniteData<MachinePage> | undefined;
    if (before === undefined) continue;
    const filter = query.queryKey[1] as MachineList;
    const { pages, unplaced } = patchMachinePages(before.pages, change.machines, filter);
    queries.setQueryData(query.queryKey, { ...before, pages });
    if (query.isActive()) addPending(query.queryHash, unplaced);
    else if (unplaced.length > 0) void queries.invalidateQueries({ queryKey: query.queryKey, exact: true });
  }
}
