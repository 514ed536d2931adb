import { describe, expect, test } from "vitest";
import { between, move, zoomIn, zoomOut } from "./zoom.ts";

const HOUR = 3_600_000;
const WHOLE = { from: 0, to: 16 * HOUR };

describe("the timeline's zoom", () => {
  test("goes in and out around the middle", () => {
    const half = zoomIn(WHOLE);
    expect(half).toEqual({ from: 4 * HOUR, to: 12 * HOUR });
    expect(zoomOut(half, WHOLE)).toEqual(WHOLE);
  });

  test("does not go out beyond what there is, nor in below a second", () => {
    expect(zoomOut(WHOLE, WHOLE)).toEqual(WHOLE);
    let stretch = WHOLE;
    for (let step = 0; step < 40; step++) stretch = zoomIn(stretch);
    expect(stretch.to - stretch.from).toBe(1_000);
  });

  test("moves by half of itself, and keeps its length at either end", () => {
    const stretch = { from: 4 * HOUR, to: 8 * HOUR };
    expect(move(stretch, 1, WHOLE)).toEqual({ from: 6 * HOUR, to: 10 * HOUR });
    expect(move({ from: HOUR, to: 5 * HOUR }, -1, WHOLE)).toEqual({ from: 0, to: 4 * HOUR });
    expect(move({ from: 11 * HOUR, to: 15 * HOUR }, 1, WHOLE)).toEqual({ from: 12 * HOUR, to: 16 * HOUR });
  });

  test("takes what a pointer was drawn over, in either direction and beyond the strip", () => {
    expect(between(WHOLE, 0.75, 0.5)).toEqual({ from: 8 * HOUR, to: 12 * HOUR });
    expect(between(WHOLE, -1, 0.25)).toEqual({ from: 0, to: 4 * HOUR });
    expect(between(WHOLE, 0.5, 0.5)).toEqual({ from: 8 * HOUR, to: 8 * HOUR + 1_000 });
  });
});
