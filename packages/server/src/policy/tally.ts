import type { Policy } from "@muster/shared/policy.ts";
import type { MachineStatus, VerdictStatus } from "@muster/shared/verdict.ts";
import type { InForce } from "./in-force.ts";
import { hasNotReported, type Situation } from "./situation.ts";
import { judgeRule, settle } from "./stand.ts";

/** How a machine stands in numbers alone: the same as `evaluate` says, with no word about it. */
export type Tally = {
  status: MachineStatus;
  /** What the worst rule says, graces and waivers aside: fail, then unknown, then warn. */
  worst: VerdictStatus;
  isFlagged: boolean;
  /** The first instant (epoch ms) at which a rule would stand differently; Infinity when never. */
  changesAt: number;
};

/** Told what each rule, by its place in the catalogue, says of the machine that is looked at. */
export type Count = (index: number, status: VerdictStatus) => void;

/** Judges one machine for a count over the fleet: where all is well nothing is made for it but the answer. */
export function tally(situation: Situation, policy: Policy, force: InForce, now: number, count?: Count): Tally {
  let worst: VerdictStatus = "pass";
  let status: MachineStatus = hasNotReported(situation.kinds) ? "unknown" : "compliant";
  let isFlagged = false;
  let changesAt = Number.POSITIVE_INFINITY;
  if (force.rules.length === 0) status = "not-covered";
  for (const { rule, index, settings } of force.rules) {
    const said = judgeRule(rule, index, settings, situation, force, now);
    count?.(index, said.status);
    if (said.status !== "fail" && said.status !== "unknown") {
      if (said.status === "warn" && worst === "pass") worst = "warn";
      if (said.changesAt < changesAt) changesAt = said.changesAt;
      continue;
    }
    const standing = settle(rule, settings, said, situation, policy, force, now);
    if (standing.changesAt < changesAt) changesAt = standing.changesAt;
    if (standing.isFlagged) isFlagged = true;
    if (worst !== "fail") worst = said.status;
    status = worse(status, statusOf(said.status, standing.waiver !== null, standing.isInGrace));
  }
  return { status, worst, isFlagged, changesAt };
}

function statusOf(said: "fail" | "unknown", isWaived: boolean, isInGrace: boolean): MachineStatus {
  if (isWaived) return "accepted-risk";
  if (said === "unknown") return "unknown";
  return isInGrace ? "in-grace" : "non-compliant";
}

const RANK: Record<MachineStatus, number> = {
  "non-compliant": 5,
  unknown: 4,
  "in-grace": 3,
  "accepted-risk": 2,
  compliant: 1,
  "not-covered": 0,
};

function worse(a: MachineStatus, b: MachineStatus): MachineStatus {
  return RANK[b] > RANK[a] ? b : a;
}
