import type { Capture, CaptureReading } from "@muster/shared/parser-lab.ts";
import type { Policy } from "@muster/shared/policy.ts";
import { OutcomesByProbe, type ProbeOutcome } from "@muster/shared/report.ts";
import { evaluate } from "../policy/evaluate.ts";
import { ruleOf } from "../policy/rules/index.ts";
import { weigh } from "../policy/situation.ts";
import { explainVerdict, inOrder } from "./describe-verdict.ts";

/** Judges one probe's outcome as if a machine in touch since long ago, with the tags given, had just reported it. */
export function judgeCapture(
  { probe, platform, tags }: Pick<Capture, "probe" | "platform" | "tags">,
  outcome: ProbeOutcome,
  { policy, version }: { policy: Policy; version: number },
  now: number,
): CaptureReading {
  const outcomes = OutcomesByProbe.parse({ [probe]: outcome });
  const contact = {
    enrolledAt: 0,
    lastSeenAt: now,
    partedAt: null,
    parting: null,
    absentFrom: null,
    returnedAt: null,
    clockAheadMs: 0,
  };
  const situation = {
    member: { platform, tags, name: "capture" },
    outcomes,
    ...weigh(outcomes, contact),
    memory: new Map(),
    waivers: [],
    contact,
  };
  const { verdicts } = evaluate(situation, policy, now);
  return {
    outcomes,
    verdicts: inOrder(verdicts.filter(({ rule }) => ruleOf(rule)?.reads === probe)).map((verdict) =>
      explainVerdict(verdict, platform, policy),
    ),
    policyVersion: version,
  };
}
