import fc from "fast-check";
import { expect, it } from "vitest";
import { returnMs } from "./backoff.ts";

const chance = fc.double({ min: 0, max: 0.999_999, noNaN: true });

it("spreads the first return over the server's window, and each later try over a window that doubles up to five minutes", () => {
  expect(returnMs(1, 60_000, 0.5)).toBe(30_000);
  expect(returnMs(1, 0, 0.5)).toBe(1_000);
  expect(returnMs(2, 60_000, 0.5)).toBe(2_000);
  expect(returnMs(50, 60_000, 0.5)).toBe(150_000);
});

it("never waits longer than the window and the ceiling, nor less than nothing", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000 }),
      fc.integer({ min: 0, max: 600_000 }),
      chance,
      (failures, within, random) => {
        const wait = returnMs(failures, within, random);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(Math.max(300_000, within));
      },
    ),
  );
});
