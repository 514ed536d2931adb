import { performance } from "node:perf_hooks";
import { every } from "./clock/every.ts";
import { createPacing, type Pacing } from "./link/pacing.ts";
import type { Store } from "./store/open-store.ts";
import { countFleet } from "./store/weighed.ts";

/** How often the fleet is counted, in ms. */
const COUNT_MS = 60_000;
const SECOND_MS = 1_000;

/** Measures how fast agents are let in, so that a fleet which lost its server is told over how long to come back. */
export async function composePacing(
  store: Store,
  onError: (error: unknown) => void,
): Promise<{ pacing: Pacing; stop: () => Promise<void> }> {
  let machines = await countFleet(store.reader);
  const pacing = createPacing({ machines: () => machines, random: Math.random });
  const stopCounting = every(
    COUNT_MS,
    async () => {
      machines = await countFleet(store.reader);
    },
    onError,
  );
  let before = performance.eventLoopUtilization();
  const timer = setInterval(() => {
    const now = performance.eventLoopUtilization();
    pacing.secondPassed(performance.eventLoopUtilization(now, before).active);
    before = now;
  }, SECOND_MS);
  timer.unref();
  return {
    pacing,
    stop: async () => {
      clearInterval(timer);
      await stopCounting();
    },
  };
}
