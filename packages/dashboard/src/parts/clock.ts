import { useSyncExternalStore } from "react";

/** Relative times need no finer step; one timer serves every cell on the screen. */
const TICK_MS = 5_000;

const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    now = Date.now();
    timer = setInterval(tick, TICK_MS);
    // A tab in the background is not ticked; without this it would show old ages for a moment when it comes back.
    document.addEventListener("visibilitychange", tick);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    document.removeEventListener("visibilitychange", tick);
  };
}

/** The present in epoch ms, stepping for all its readers at once. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
