import type { Timers } from "./flip-clock.ts";

/** The computer's own clock and timers. */
export const systemTimers: Timers = {
  now: () => Date.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
