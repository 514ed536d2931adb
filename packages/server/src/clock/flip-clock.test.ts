import { describe, expect, it } from "vitest";
import { startFlipClock, type Timers } from "./flip-clock.ts";

/** A clock that a test moves by hand. */
function handClock(start: number) {
  let now = start;
  let timers: { at: number; callback: () => void }[] = [];
  const clock: Timers = {
    now: () => now,
    after: (ms, callback) => {
      const timer = { at: now + ms, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
  };
  /** Moves time and lets everything that follows settle. */
  const moveTo = async (at: number): Promise<void> => {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const due = timers.toSorted((a, b) => a.at - b.at)[0];
      if (!due || due.at > at) break;
      now = Math.max(now, due.at);
      timers = timers.filter((each) => each !== due);
      due.callback();
    }
    now = at;
  };
  /** Sets the wall clock back; what waits goes on waiting as long as it had to. */
  const setBack = (ms: number): void => {
    now -= ms;
    timers = timers.map((each) => ({ ...each, at: each.at - ms }));
  };
  return { clock, moveTo, setBack };
}

function machines(changes: Record<string, number>) {
  const left = new Map(Object.entries(changes));
  const flips: { id: string; at: number }[] = [];
  return {
    flips,
    nextChangeAt: async () => (left.size > 0 ? Math.min(...left.values()) : null),
    dueMachines: async (now: number, limit: number) =>
      [...left]
        .filter(([, at]) => at <= now)
        .map(([id]) => id)
        .slice(0, limit),
    flipAt: (now: () => number) => async (ids: string[]) => {
      for (const id of ids) {
        left.delete(id);
        flips.push({ id, at: now() });
      }
    },
    add: (id: string, at: number) => left.set(id, at),
  };
}

const fail = (error: unknown): never => {
  throw error;
};

/** A computer whose clock never goes back. */
const steady = { latest: null, steppedBack: () => Promise.reject(new Error("the clock did not go back")) };

describe("the flip clock", () => {
  it("flips each machine at its very millisecond, and at the start what was due while the server was off", async () => {
    const { clock, moveTo } = handClock(10_000);
    const fleet = machines({ late: 4_000, soon: 10_250, later: 75_123 });
    const flips = startFlipClock({ timers: clock, ...fleet, flip: fleet.flipAt(clock.now), ...steady, onError: fail });
    await moveTo(200_000);
    expect(fleet.flips).toEqual([
      { id: "late", at: 10_000 },
      { id: "soon", at: 10_250 },
      { id: "later", at: 75_123 },
    ]);
    await flips.stop();
  });

  it("does not sleep past an instant that it is told of meanwhile", async () => {
    const { clock, moveTo } = handClock(0);
    const fleet = machines({ far: 60_000 });
    const flips = startFlipClock({ timers: clock, ...fleet, flip: fleet.flipAt(clock.now), ...steady, onError: fail });
    await moveTo(5_000);
    fleet.add("near", 7_777);
    flips.expect(7_777);
    await moveTo(20_000);
    expect(fleet.flips).toEqual([{ id: "near", at: 7_777 }]);
    await flips.stop();
  });

  it("goes on after an error of the store", async () => {
    const { clock, moveTo } = handClock(0);
    const fleet = machines({ one: 1_000 });
    const errors: unknown[] = [];
    let isBroken = true;
    const flip = async (ids: string[]): Promise<void> => {
      if (isBroken) throw new Error("disk full");
      await fleet.flipAt(clock.now)(ids);
    };
    const flips = startFlipClock({ timers: clock, ...fleet, flip, ...steady, onError: (error) => errors.push(error) });
    await moveTo(1_500);
    expect(errors).toHaveLength(1);
    isBroken = false;
    await moveTo(10_000);
    expect(fleet.flips.map((each) => each.id)).toEqual(["one"]);
    await flips.stop();
  });

  it("tells of a clock that went back, before it judges what is due by the new time", async () => {
    const { clock, moveTo, setBack } = handClock(100_000);
    const fleet = machines({ one: 250_000 });
    const steps: { byMs: number; at: number }[] = [];
    const flips = startFlipClock({
      timers: clock,
      ...fleet,
      flip: fleet.flipAt(clock.now),
      latest: null,
      steppedBack: async (byMs) => {
        steps.push({ byMs, at: clock.now() });
        fleet.add("one", clock.now());
      },
      onError: fail,
    });
    await moveTo(200_500);
    setBack(3_000);
    await moveTo(205_500);
    expect(steps).toEqual([]);
    setBack(60_000);
    await moveTo(150_000);
    expect(steps).toHaveLength(1);
    expect(steps[0]?.byMs).toBeGreaterThanOrEqual(58_500);
    expect(fleet.flips).toEqual([{ id: "one", at: steps[0]?.at }]);
    await flips.stop();
  });

  it("finds at its start that the clock went back while the server was off, and asks again if that failed", async () => {
    const { clock, moveTo } = handClock(100_000);
    const errors: unknown[] = [];
    let steps = 0;
    const flips = startFlipClock({
      timers: clock,
      ...machines({}),
      flip: async () => {},
      latest: 4_000_000,
      steppedBack: async () => {
        steps += 1;
        if (steps === 1) throw new Error("disk full");
      },
      onError: (error) => errors.push(error),
    });
    await moveTo(110_000);
    expect(errors).toHaveLength(1);
    expect(steps).toBe(2);
    await flips.stop();
  });
});
