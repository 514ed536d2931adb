/** Longest sleep in ms: after a step of the computer's clock, no flip is later than this. */
const LONGEST_SLEEP_MS = 1_000;

/** How many due machines are judged in one transaction. */
const DUE_PER_ROUND = 200;

export type Timers = {
  now(): number;
  /** Calls back once after so many ms; returns how to call it off. */
  after(ms: number, callback: () => void): () => void;
};

export type FlipClock = {
  /** Tells of an instant (epoch ms) at which some verdict changes, so that the clock does not sleep past it. */
  expect(at: number | null): void;
  stop(): Promise<void>;
};

/**
 * Wakes the machines whose verdict changes by time alone. The store's index on `changes_at` is the timer: what was due
 * while the server was off is found at the start, and nothing is ever scanned.
 */
export function startFlipClock(options: {
  timers: Timers;
  nextChangeAt: () => Promise<number | null>;
  dueMachines: (now: number, limit: number) => Promise<string[]>;
  /** Judges these machines again and stores the outcome. */
  flip: (ids: string[]) => Promise<void>;
  onError: (error: unknown) => void;
}): FlipClock {
  const { timers, nextChangeAt, dueMachines, flip, onError } = options;
  let next: number | null = timers.now();
  let isStopped = false;
  let cancel = (): void => {};
  let round: Promise<void> = Promise.resolve();

  const work = async (): Promise<void> => {
    next = null;
    for (;;) {
      const due = await dueMachines(timers.now(), DUE_PER_ROUND);
      if (due.length === 0 || isStopped) break;
      await flip(due);
    }
    expect(await nextChangeAt());
  };

  const tick = (): void => {
    if (isStopped) return;
    if (next === null || timers.now() < next) {
      sleep();
      return;
    }
    round = work()
      .catch((error: unknown) => {
        onError(error);
        expect(timers.now() + LONGEST_SLEEP_MS);
      })
      .finally(sleep);
  };

  const sleep = (): void => {
    if (isStopped) return;
    const wait = next === null ? LONGEST_SLEEP_MS : Math.max(0, next - timers.now());
    cancel();
    cancel = timers.after(Math.min(wait, LONGEST_SLEEP_MS), tick);
  };

  const expect = (at: number | null): void => {
    if (at !== null && (next === null || at < next)) next = at;
  };

  tick();
  return {
    expect,
    stop: async () => {
      isStopped = true;
      cancel();
      await round;
    },
  };
}
