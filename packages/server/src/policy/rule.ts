import type { Confidence } from "@muster/shared/facts/antivirus.ts";
import type { FactsOf, ProbeId } from "@muster/shared/facts/index.ts";
import type { Platform } from "@muster/shared/facts/machine.ts";
import type { RuleId, SettingsOf } from "@muster/shared/policy.ts";
import type { Verdict } from "@muster/shared/verdict.ts";

/**
 * What a rule makes of facts at one instant.
 * `changesAt` (epoch ms) is the first instant at which `judge` would say something else of the same facts; null when never.
 */
export type Judgement = {
  status: Verdict["status"];
  sentence: string;
  measured: string | null;
  limit: string | null;
  /** The instant (epoch ms) from which the measured age is counted, so that a screen can show the age as it grows. */
  countedFrom: number | null;
  source: string | null;
  confidence: Confidence | null;
  changesAt: number | null;
};

/** One rule as one literal: adding a rule is one file with such a literal and one line in `rules/index.ts`. */
export type Rule<R extends RuleId = RuleId, P extends ProbeId = ProbeId> = {
  id: R;
  /** The probe whose facts it judges. */
  probe: P;
  judge(facts: FactsOf<P>, settings: SettingsOf<R>, now: number): Judgement;
  /** Steps to mend it, in words that a staff member can follow. */
  remedies: Record<Platform, string[]>;
};

/** Lets the compiler tie the rule's facts and settings to its ids. */
export function defineRule<R extends RuleId, P extends ProbeId>(rule: Rule<R, P>): Rule<R, P> {
  return rule;
}

const NOTHING_MEASURED = { measured: null, limit: null, countedFrom: null, source: null, confidence: null } as const;

/** A judgement that rests on no measured value. */
export function plainly(status: Verdict["status"], sentence: string, more: Partial<Judgement> = {}): Judgement {
  return { status, sentence, ...NOTHING_MEASURED, changesAt: null, ...more };
}
