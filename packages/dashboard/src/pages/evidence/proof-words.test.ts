import type { EvidenceMachine, SealState } from "@muster/shared/evidence.ts";
import { expect, it } from "vitest";
import { countProofs, proofSentences } from "./proof-words.ts";

function machine(seals: SealState[], anew: "pass" | "fail" = "pass"): EvidenceMachine {
  return {
    id: "m",
    drawn: null,
    name: "pc-1",
    platform: "linux",
    tags: [],
    site: null,
    enrolledAt: "2026-01-01T00:00:00.000Z",
    status: "compliant",
    statusSince: null,
    reachability: null,
    policyVersion: 1,
    report: null,
    verdicts: [
      {
        rule: "firewall-enabled",
        recorded: { status: "pass", since: "2026-01-01T00:00:00.000Z", sentence: "On.", seal: "sealed" },
        judgedAnew: { status: anew, sentence: "On.", measured: null, limit: null, controls: [] },
      },
    ],
    facts: seals.map((seal) => ({
      probe: "firewall" as const,
      changedAt: "2026-01-01T00:00:00.000Z",
      sequence: 1,
      outcome: {},
      seal,
    })),
    flags: [],
    waivers: [],
    proofs: [],
  };
}

const body = (machines: EvidenceMachine[]) =>
  ({ body: { machines } }) as unknown as Parameters<typeof proofSentences>[0];
const tones = (machines: EvidenceMachine[]) => proofSentences(body(machines)).map(({ tone }) => tone);

it("counts every row by what is known of its seal", () => {
  expect(countProofs([machine(["sealed", "not-yet"]), machine(["gone", "altered"], "fail")])).toEqual({
    sealed: 3,
    notYet: 1,
    gone: 1,
    altered: 1,
    shown: 6,
    differing: 1,
  });
});

it("says first what is wrong, and only then what is well", () => {
  expect(tones([machine(["altered", "not-yet"], "fail")])).toEqual(["bad", "bad", "warn", "good"]);
  expect(tones([machine(["sealed"])])).toEqual(["good", "good"]);
  expect(tones([])).toEqual([]);
});
