/** Longest sleep in ms: after a step of the computer's clock, no flip is later than this. */
const LONGEST_SLEEP_MS = 1_000;

/**
 * A step back of the computer's clock by less than this (ms) mends itself: what was judged too early comes true before
 * anybody could act on it. Time servers move a clock by less than that all day.
 */
const SMALL_STEP_MS = 10_000;

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
  /** The latest instant that is known to have been; null when none is. */
  latest: number | null;
  /** Told when the computer's clock has gone back, by how many ms; every machine is to be due after it. */
  steppedBack: (byMs: number) => Promise<void>;
  onError: (error: unknown) => void;
}): FlipClock {
  const { timers, nextChangeAt, dueMachines, flip, steppedBack, onError } = options;
  let latest = options.latest ?? timers.now();
  let next: number | null = timers.now();
  let isStopped = false;
  let cancel = (): void => {};
  let round: Promise<void> = Promise.resolve();

  const work = async (): Promise<void> => {
    const now = timers.now();
    const byMs = latest - now;
    if (byMs >= SMALL_STEP_MS) {
      await steppedBack(byMs);
      latest = now;
    }
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
    const now = timers.now();
    latest = Math.max(latest, now);
    const isBack = latest - now >= SMALL_STEP_MS;
    if (!isBack && (next === null || now < next)) {
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
