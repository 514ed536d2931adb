import type { Calendar } from "@muster/shared/calendar.ts";
import type { Confidence } from "@muster/shared/facts/antivirus.ts";
import type { FactsOf, ProbeId } from "@muster/shared/facts/index.ts";
import type { Platform } from "@muster/shared/facts/machine.ts";
import type { Policy } from "@muster/shared/policy.ts";
import type { RuleId, SettingsOf } from "@muster/shared/rules.ts";
import type { VerdictStatus } from "@muster/shared/verdict.ts";
import type { Contact } from "./contact.ts";

/** What a rule reads: the facts of one probe, or how the server and the machine are in contact. */
export type Subject = ProbeId | "contact";
export type SubjectOf<S extends Subject> = S extends ProbeId ? FactsOf<S> : Contact;

/** What of the policy holds for every rule of a machine: the calendar of its site, and what counts as silence. */
export type Frame = { calendar: Calendar | null; reachability: Policy["reachability"] };

/** What a rule says in numbers alone: cheap enough to ask of a whole fleet. */
export type Judged = {
  status: VerdictStatus;
  /** The first instant (epoch ms) at which `judge` would say something else of the same facts; Infinity when never. */
  changesAt: number;
  /** Which of the things judged (product, account, volume) decided, as an index into them; -1 when none did. */
  decider: number;
};

/** The same in words. */
export type Explained = {
  sentence: string;
  measured: string | null;
  limit: string | null;
  /** The instant (epoch ms) from which the measured age is counted, so that a screen can show the age as it grows. */
  countedFrom: number | null;
  source: string | null;
  confidence: Confidence | null;
};

/** One rule as one literal: adding a rule is one file with such a literal and one line in `rules/index.ts`. */
export type Rule<R extends RuleId, S extends Subject, G> = {
  id: R;
  reads: S;
  /** Controls of public standards that it helps to prove. */
  controls: string[];
  /** What it means that the probe has no meaning on a machine: nothing to judge, or something that should be known. */
  whenUnsupported: "unknown" | "not-applicable";
  /** What of the facts the rule weighs: worked out once when the facts change, and kept as JSON, so nothing but JSON. */
  gist(facts: SubjectOf<S>): G;
  judge(gist: G, settings: SettingsOf<R>, now: number, frame: Frame): Judged;
  /** Puts into words what `judge` said at `now`. */
  explain(facts: SubjectOf<S>, judged: Judged, settings: SettingsOf<R>, now: number, frame: Frame): Explained;
  /** The facts without these accounts, where the rule judges accounts: what a waiver for an account leaves to judge. */
  withoutAccounts?(facts: SubjectOf<S>, names: ReadonlySet<string>): SubjectOf<S>;
  /** Steps to mend it, in words that a staff member can follow. */
  remedies: Record<Platform, string[]>;
};

/** Lets the compiler tie the rule's facts and settings to its ids. */
export function defineRule<R extends RuleId, S extends Subject, G>(rule: Rule<R, S, G>): Rule<R, S, G> {
  return rule;
}

const NEVER = Number.POSITIVE_INFINITY;

/** The judgements that most machines get most of the time: made once, since a fleet is judged by the million. */
const LASTING: Record<VerdictStatus, Judged> = {
  pass: Object.freeze({ status: "pass", changesAt: NEVER, decider: -1 }),
  warn: Object.freeze({ status: "warn", changesAt: NEVER, decider: -1 }),
  fail: Object.freeze({ status: "fail", changesAt: NEVER, decider: -1 }),
  unknown: Object.freeze({ status: "unknown", changesAt: NEVER, decider: -1 }),
  "not-applicable": Object.freeze({ status: "not-applicable", changesAt: NEVER, decider: -1 }),
};

/** A judgement that time alone does not change, unless `changesAt` says when. */
export function judged(status: VerdictStatus, decider = -1, changesAt = NEVER): Judged {
  if (decider === -1 && changesAt === NEVER) return LASTING[status];
  return { status, changesAt, decider };
}

const NOTHING_MEASURED = { measured: null, limit: null, countedFrom: null, source: null, confidence: null } as const;

/** Words for a judgement, with what was measured where something was. */
export function inWords(sentence: string, more: Partial<Explained> = {}): Explained {
  return { sentence, ...NOTHING_MEASURED, ...more };
}
