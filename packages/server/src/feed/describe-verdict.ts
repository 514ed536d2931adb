import type { ExplainedVerdict } from "@muster/shared/api.ts";
import type { Platform } from "@muster/shared/facts/machine.ts";
import type { Policy } from "@muster/shared/policy.ts";
import { RULE_TITLES } from "@muster/shared/rules.ts";
import { toInstant } from "@muster/shared/text.ts";
import type { JudgedVerdict } from "../policy/evaluate.ts";
import { RULES, ruleOf } from "../policy/rules/index.ts";

/** Verdicts in the catalogue's order. */
export function inOrder(verdicts: readonly JudgedVerdict[]): JudgedVerdict[] {
  return RULES.flatMap((rule) => verdicts.filter((verdict) => verdict.rule === rule.id));
}

/** The steps for the machine's OS where there is something to mend. */
export function remedyFor({ rule, status }: JudgedVerdict, platform: Platform): string[] {
  return status === "fail" || status === "warn" ? (ruleOf(rule)?.remedies[platform] ?? []) : [];
}

/** A verdict with all that a person needs to understand it and act on it. */
export function explainVerdict(verdict: JudgedVerdict, platform: Platform, policy: Policy): ExplainedVerdict {
  const { failures, waiver, ...told } = verdict;
  return {
    ...told,
    since: toInstant(verdict.since),
    failingSince: instantOrNull(verdict.failingSince),
    countedFrom: instantOrNull(verdict.countedFrom),
    changesAt: instantOrNull(verdict.changesAt),
    graceEndsAt: instantOrNull(verdict.graceEndsAt),
    waiver: waiver === null ? null : { id: waiver.id, endsAt: toInstant(waiver.endsAt) },
    recentFailures: failures.length,
    title: RULE_TITLES[verdict.rule],
    remedy: remedyFor(verdict, platform),
    paragraph: policy.rules[verdict.rule]?.paragraph ?? null,
    controls: ruleOf(verdict.rule)?.controls ?? [],
  };
}

function instantOrNull(epochMs: number | null): string | null {
  return epochMs === null ? null : toInstant(epochMs);
}
