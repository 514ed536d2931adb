import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { changeBetween, LOOK_EVERY_MS, type Sight, type WorldChange, watchWorld } from "./watch-world.ts";

const HOUR = 3_600_000;
const at = (wallMs: number, monotonicMs = wallMs, network = "10.0.0.2"): Sight => ({ wallMs, monotonicMs, network });
const after = (wallMs: number, monotonicMs = wallMs, network?: string) =>
  changeBetween(at(0), at(wallMs, monotonicMs, network));

test("two looks in time, with clocks that drift a little, mean nothing", () => {
  expect(after(LOOK_EVERY_MS)).toBeNull();
  expect(after(LOOK_EVERY_MS + 20_000, LOOK_EVERY_MS)).toBeNull();
});

test("a machine that slept is told on each OS: the monotonic clock stood still, or the look came late", () => {
  expect(after(8 * HOUR, LOOK_EVERY_MS)).toBe("woke");
  expect(after(8 * HOUR, 8 * HOUR)).toBe("woke");
});

test("a clock set back a year or forward ten has moved", () => {
  expect(after(-8_760 * HOUR, LOOK_EVERY_MS)).toBe("clock-moved");
  expect(after(87_600 * HOUR, LOOK_EVERY_MS)).toBe("clock-moved");
});

test("other addresses are another network", () => {
  expect(after(LOOK_EVERY_MS, LOOK_EVERY_MS, "192.168.1.5")).toBe("network-changed");
});

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("each change is told once, and nothing after the end", () => {
  const stopping = new AbortController();
  const told: WorldChange[] = [];
  let network = "a";
  watchWorld({
    look: () => at(Date.now(), Date.now(), network),
    onChange: (change) => told.push(change),
    signal: stopping.signal,
  });
  vi.advanceTimersByTime(3 * LOOK_EVERY_MS);
  network = "b";
  vi.advanceTimersByTime(3 * LOOK_EVERY_MS);
  expect(told).toEqual(["network-changed"]);
  stopping.abort();
  network = "c";
  vi.advanceTimersByTime(3 * LOOK_EVERY_MS);
  expect(told).toEqual(["network-changed"]);
});
