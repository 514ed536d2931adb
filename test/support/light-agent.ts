import type { OutcomesByProbe, Report } from "@muster/shared/report.ts";

export { accepted, ask, LightAgent, sendReport } from "../../scripts/load/light-agent.ts";

/** A report whose facts differ with `variant`. */
export function reportOf(sequence: number, variant: string, more: OutcomesByProbe = {}): Report {
  const now = new Date().toISOString();
  const machine = {
    hostname: variant,
    platform: "linux",
    osName: "Test OS",
    osVersion: "1",
    kernel: "1",
    architecture: "x64",
    manufacturer: null,
    model: null,
    serialNumber: null,
    hardwareUuid: null,
    bootedAt: null,
  } as const;
  return {
    sequence,
    collectedAt: now,
    agentVersion: "test",
    outcomes: { machine: { kind: "read", facts: machine, observedAt: now, durationMs: 1 }, ...more },
  };
}
