import { describe, expect, it } from "vitest";
import { createPacing } from "./pacing.ts";

const pacing = (machines: number, random = 0.5) => createPacing({ machines: () => machines, random: () => random });

describe("pacing", () => {
  it("gives a fleet a quarter more time than letting all of it in takes", () => {
    expect(pacing(3_000).returnWithinMs()).toBe(12_500);
    expect(pacing(0).returnWithinMs()).toBe(0);
  });

  it("learns how fast agents are let in, from seconds that were full of it alone", () => {
    const busy = pacing(3_000);
    for (let second = 0; second < 30; second++) {
      for (let agent = 0; agent < 90; agent++) busy.accepted();
      busy.secondPassed(900);
    }
    expect(busy.returnWithinMs()).toBeCloseTo(37_500, -2);
    const quiet = pacing(3_000);
    for (let second = 0; second < 30; second++) {
      for (let agent = 0; agent < 90; agent++) quiet.accepted();
      quiet.secondPassed(100);
    }
    expect(quiet.returnWithinMs()).toBe(12_500);
  });

  it("never asks for more than ten minutes", () => {
    expect(pacing(10_000_000).returnWithinMs()).toBe(600_000);
  });

  it("tells a sender to wait until what is there is written, and up to twice as long, so that not all come together", () => {
    expect([0, 0.5].map((random) => pacing(1, random).retryInMs(4_000))).toEqual([4_000, 6_000]);
    expect(pacing(1, 0).retryInMs(0)).toBe(1_000);
    expect(pacing(1, 0).retryInMs(9e9)).toBe(60_000);
  });
});
