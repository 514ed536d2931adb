import { describe, expect, it } from "vitest";
import { BURST, BURST_WITHIN_MS, createBursts } from "./bursts.ts";

const START = Date.UTC(2026, 10, 24, 9);
const SIGN_IN = { act: "session.open", outcome: "refused", via: "http", address: "10.0.0.9" } as const;
const JOIN = { act: "machines.connect", outcome: "refused", via: "agent", address: "10.0.0.7" } as const;

function heardTimes(times: number, told: typeof SIGN_IN | typeof JOIN = SIGN_IN) {
  const bursts = createBursts();
  for (let index = 0; index < times; index++) bursts.heard(told, START + index);
  return bursts;
}

describe("bursts of refusals", () => {
  it("begin with as many as nobody mistypes, and not before", () => {
    expect(heardTimes(BURST - 1).findings(START + BURST)).toEqual([]);
    expect(heardTimes(BURST).findings(START + BURST)).toMatchObject([
      { kind: "sign-ins-refused", times: { more: BURST }, at: START + BURST - 1 },
    ]);
  });

  it("tell sign-ins from machines, and name whence most of them came", () => {
    const bursts = heardTimes(BURST, JOIN);
    bursts.heard({ ...JOIN, address: "10.0.0.8" }, START + BURST);
    bursts.heard(SIGN_IN, START + BURST);
    expect(bursts.findings(START + BURST)).toMatchObject([
      {
        kind: "machines-refused",
        sentence: "21 attempts were refused within ten minutes: 20 from 10.0.0.7, 1 from 10.0.0.8.",
      },
    ]);
  });

  it("are told once for what was heard, and again for what comes on top", () => {
    const bursts = heardTimes(BURST);
    bursts.findings(START + BURST);
    expect(bursts.findings(START + BURST)).toEqual([]);
    bursts.heard(SIGN_IN, START + BURST + 5);
    expect(bursts.findings(START + BURST + 6)).toMatchObject([{ times: { more: 1 } }]);
  });

  it("are no bursts when they are spread out, or were let in", () => {
    const bursts = heardTimes(BURST - 1);
    bursts.heard(SIGN_IN, START + BURST_WITHIN_MS + BURST);
    expect(bursts.findings(START + BURST_WITHIN_MS + BURST)).toEqual([]);
    const welcome = createBursts();
    for (let index = 0; index < 50; index++) welcome.heard({ ...SIGN_IN, outcome: "done" }, START);
    expect(welcome.findings(START)).toEqual([]);
  });
});
