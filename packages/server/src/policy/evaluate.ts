import type { Platform } from "@muster/shared/facts/machine.ts";
import { MAX_MEASURED_CHARS, MAX_TEXT_CHARS } from "@muster/shared/limits.ts";
import type { Policy, RuleId, RulesInForce, Severity } from "@muster/shared/policy.ts";
import type { OutcomesByProbe, ProbeOutcome } from "@muster/shared/report.ts";
import { clip } from "@muster/shared/text.ts";
import type { MachineStatus, Verdict } from "@muster/shared/verdict.ts";
import { type Judgement, plainly } from "./rule.ts";
import { type AnyRule, RULES } from "./rules/index.ts";
import { rulesInForce } from "./rules-in-force.ts";

/** All that is judged of a machine. */
export type Situation = {
  platform: Platform;
  tags: readonly string[];
  outcomes: OutcomesByProbe;
  /** What each rule said before, and since when: how long an unknown has lasted. */
  previous: ReadonlyMap<RuleId, { status: Verdict["status"]; since: number }>;
};

/** A verdict with its instants in epoch ms. */
export type JudgedVerdict = Judgement & {
  rule: RuleId;
  severity: Severity;
  since: number;
  isFlagged: boolean;
};

export type Evaluation = {
  verdicts: JudgedVerdict[];
  status: MachineStatus;
  /** Why the machine has its status, in one sentence. */
  sentence: string;
  /** The first instant (epoch ms) at which any verdict would differ with no new report; null when never. */
  changesAt: number | null;
};

/** Judges one machine at one instant. Pure and total: the same arguments give the same answer, and nothing throws. */
export function evaluate(situation: Situation, policy: Policy, now: number): Evaluation {
  const rules = rulesInForce(policy, situation);
  const verdicts = RULES.flatMap((rule) => judgeOne(rule, rules, situation, policy, now));
  const changes = verdicts.flatMap((verdict) => (verdict.changesAt === null ? [] : [verdict.changesAt]));
  return {
    verdicts,
    ...summarise(verdicts, situation),
    changesAt: changes.length > 0 ? Math.min(...changes) : null,
  };
}

function judgeOne(
  rule: AnyRule,
  rules: RulesInForce,
  situation: Situation,
  policy: Policy,
  now: number,
): JudgedVerdict[] {
  const severity = rule.severityIn(rules);
  if (severity === null) return [];
  const judgement = judgeOutcome(rule, rules, situation.outcomes[rule.probe], now);
  if (judgement === null) return [];
  const before = situation.previous.get(rule.id);
  const since = before?.status === judgement.status ? before.since : now;
  const ripened = ripen(judgement, since, policy, now);
  return [{ ...judgement, ...ripened, ...clipped(judgement), rule: rule.id, severity, since }];
}

function judgeOutcome(
  rule: AnyRule,
  rules: RulesInForce,
  outcome: ProbeOutcome | undefined,
  now: number,
): Judgement | null {
  if (outcome === undefined) return plainly("unknown", "The machine has not reported this yet.");
  switch (outcome.kind) {
    case "read":
      return rule.judgeBy(rules, outcome.facts, now);
    case "unsupported":
      return plainly("unknown", `It cannot be read on this machine: ${outcome.reason}`);
    case "denied":
      return plainly("unknown", `The agent may not read it: ${outcome.reason}`);
    case "failed":
      return plainly("unknown", `Reading it failed: ${outcome.reason}`);
  }
}

/** A fail is flagged at once; an unknown when it has lasted as long as the policy allows. */
function ripen(judgement: Judgement, since: number, policy: Policy, now: number) {
  if (judgement.status !== "unknown") return { isFlagged: judgement.status === "fail" };
  const ripensAt = since + policy.unknownFlagsAfter;
  if (now >= ripensAt) return { isFlagged: true };
  return { isFlagged: false, changesAt: Math.min(ripensAt, judgement.changesAt ?? ripensAt) };
}

/** Machines name their products and accounts themselves; however long, a verdict keeps within the wire's limits. */
function clipped({ sentence, measured, source }: Judgement) {
  return {
    sentence: clip(sentence, MAX_TEXT_CHARS),
    measured: measured === null ? null : clip(measured, MAX_MEASURED_CHARS),
    source: source === null ? null : clip(source, MAX_TEXT_CHARS),
  };
}

const SEVERITIES: Severity[] = ["low", "medium", "high", "critical"];

function summarise(verdicts: JudgedVerdict[], situation: Situation): { status: MachineStatus; sentence: string } {
  if (verdicts.length === 0) return { status: "not-covered", sentence: "No rule of the policy covers this machine." };
  if (Object.keys(situation.outcomes).length === 0) {
    return { status: "unknown", sentence: "Enrolled, but it has not reported yet." };
  }
  const fails = worstFirst(verdicts.filter((verdict) => verdict.status === "fail"));
  if (fails[0]) return { status: "non-compliant", sentence: withMore(fails[0].sentence, fails.length - 1) };
  const unknowns = worstFirst(verdicts.filter((verdict) => verdict.status === "unknown"));
  if (unknowns[0]) return { status: "unknown", sentence: withMore(unknowns[0].sentence, unknowns.length - 1) };
  const warnings = worstFirst(verdicts.filter((verdict) => verdict.status === "warn"));
  if (warnings[0]) return { status: "compliant", sentence: withMore(warnings[0].sentence, warnings.length - 1) };
  return { status: "compliant", sentence: "Everything measured is as the policy asks." };
}

function worstFirst(verdicts: JudgedVerdict[]): JudgedVerdict[] {
  return verdicts.toSorted((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity));
}

function withMore(sentence: string, more: number): string {
  return more > 0 ? `${clip(sentence, MAX_TEXT_CHARS - 20)} And ${more} more.` : sentence;
}
