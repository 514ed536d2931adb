import type { CheckProgress } from "@muster/shared/api.ts";
import { useSyncExternalStore } from "react";
import { createStore } from "./external-store.ts";

/** More machines than anybody asks in one sitting. */
const MAX_REMEMBERED = 2_000;

/** How far each machine that was asked to collect has come, as the feed told it since the page was loaded. */
const checks = createStore<ReadonlyMap<string, CheckProgress>>(new Map());

export function noteChecks(progress: readonly CheckProgress[]): void {
  const next = new Map(checks.get());
  for (const step of progress) {
    next.delete(step.machineId);
    next.set(step.machineId, step);
  }
  checks.set(new Map([...next].slice(-MAX_REMEMBERED)));
}

/** After a break of the line nobody knows how the checks went on. */
export function forgetChecks(): void {
  checks.set(new Map());
}

export function useCheck(machineId: string): CheckProgress | undefined {
  return useSyncExternalStore(checks.subscribe, () => checks.get().get(machineId));
}
