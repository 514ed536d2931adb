import type { MachineSummary } from "@muster/shared/api.ts";
import { useSyncExternalStore } from "react";
import { createStore } from "./external-store.ts";

/** More than anybody enrols while looking at one page. */
const MAX_ARRIVALS = 200;

/** Machines that the feed has named since the page was loaded, latest first, each once. */
const seen = createStore<readonly MachineSummary[]>([]);

export function noteArrivals(machines: readonly MachineSummary[], loadedAt: number): void {
  const fresh = machines.filter((machine) => Date.parse(machine.enrolledAt) >= loadedAt - CLOCK_SLACK_MS);
  if (fresh.length === 0) return;
  const ids = new Set(fresh.map((machine) => machine.id));
  seen.set([...fresh, ...seen.get().filter((machine) => !ids.has(machine.id))].slice(0, MAX_ARRIVALS));
}

/** The server's clock and the browser's may differ; the enrol page compares server times with each other. */
const CLOCK_SLACK_MS = 3_600_000;

/** Those enrolled at or after `since` (epoch ms on the server's clock). */
export function useArrivals(since: number): MachineSummary[] {
  const all = useSyncExternalStore(seen.subscribe, seen.get);
  return all.filter((machine) => Date.parse(machine.enrolledAt) >= since);
}
