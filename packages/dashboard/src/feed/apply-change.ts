import type { FleetChange, MachinePage } from "@muster/shared/api.ts";
import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import { KEYS, type MachineList, summaryQuery } from "../api/queries.ts";
import { noteArrivals } from "./arrivals.ts";
import { patchMachinePages } from "./patch-machine-pages.ts";
import { addPending, clearPending } from "./pending-changes.ts";
import { isSteady, refreshSteadyLists } from "./steady-lists.ts";

/** Brings one message of the feed into every cached answer that it touches. */
export function applyChange(queries: QueryClient, change: FleetChange, loadedAt: number): void {
  noteArrivals(change.machines, loadedAt);
  queries.setQueryData(summaryQuery.queryKey, change.summary);
  if (change.isPartial) {
    refreshInPlace(queries);
    return;
  }
  patchLists(queries, change);
  for (const machine of change.machines) void queries.invalidateQueries({ queryKey: [KEYS.machine, machine.id] });
  if (change.machines.length === 0) return;
  void queries.invalidateQueries({
    predicate: ({ queryKey, queryHash }) => queryKey[0] === KEYS.flags && !isSteady(queryHash),
  });
  refreshSteadyLists(KEYS.flags);
}

/** Fetches everything anew, nothing held back. The session only matters to the server. */
export function refreshEverything(queries: QueryClient): void {
  clearPending();
  void queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== KEYS.session });
}

/** Fetches everything anew while somebody reads: lists change where they stand, and what would move rows waits. */
function refreshInPlace(queries: QueryClient): void {
  refreshSteadyLists();
  void queries.invalidateQueries({
    predicate: ({ queryKey, queryHash }) => queryKey[0] !== KEYS.session && !isSteady(queryHash),
  });
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
