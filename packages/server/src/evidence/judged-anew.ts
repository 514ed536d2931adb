import type { EvidenceVerdict } from "@muster/shared/evidence.ts";
import { PROBES, type ProbeId } from "@muster/shared/facts/index.ts";
import type { Platform } from "@muster/shared/facts/machine.ts";
import { type OutcomesByProbe, ProbeOutcomes } from "@muster/shared/report.ts";
import type { RuleId } from "@muster/shared/rules.ts";
import type { Contact } from "../policy/contact.ts";
import { evaluate } from "../policy/evaluate.ts";
import { inForce } from "../policy/in-force.ts";
import { readPolicy } from "../policy/parse-policy.ts";
import { ruleOf } from "../policy/rules/index.ts";
import { type WaiverInForce, weigh } from "../policy/situation.ts";

/** What a machine was judged by at an instant (epoch ms). */
export type Then = {
  at: number;
  name: string;
  platform: Platform;
  tags: readonly string[];
  enrolledAt: number;
  /** Per probe the outcome's JSON. */
  facts: readonly { probe: string; outcome: string }[];
  waivers: readonly WaiverInForce[];
};

type Anew = {
  site: string | null;
  groups: ReadonlySet<string>;
  verdicts: Map<RuleId, EvidenceVerdict["judgedAnew"]>;
};

/**
 * Judges a machine anew by what it had reported by then, under a policy's document. Rules that rest on contact are left out:
 * what was heard when is kept as events only. Null when the document cannot be read by this version.
 */
export function judgedAnew(document: string, then: Then): Anew | null {
  const reading = readPolicy(document);
  if (!reading.ok) return null;
  const outcomes = outcomesIn(then.facts);
  const member = { platform: then.platform, tags: then.tags, name: then.name };
  const contact: Contact = {
    enrolledAt: then.enrolledAt,
    lastSeenAt: then.at,
    partedAt: null,
    parting: null,
    absentFrom: null,
    returnedAt: null,
    clockAheadMs: 0,
  };
  const situation = {
    member,
    outcomes,
    ...weigh(outcomes, contact),
    contact,
    memory: new Map(),
    waivers: then.waivers,
  };
  const { verdicts } = evaluate(situation, reading.policy, then.at);
  const { site, groups } = inForce(reading.policy, member);
  return {
    site,
    groups,
    verdicts: new Map(
      verdicts.map(({ rule, status, sentence, measured, limit }) => {
        const controls = ruleOf(rule)?.controls ?? [];
        const rests = ruleOf(rule)?.reads === "contact";
        return [rule, rests ? null : { status, sentence, measured, limit, controls }];
      }),
    ),
  };
}

/** Stored outcomes; one that this version cannot read counts as not reported. */
function outcomesIn(facts: Then["facts"]): OutcomesByProbe {
  const outcomes: OutcomesByProbe = {};
  for (const { probe, outcome } of facts) {
    if (!(probe in PROBES)) continue;
    const parsed = ProbeOutcomes[probe as ProbeId].safeParse(JSON.parse(outcome));
    if (parsed.success) Object.assign(outcomes, { [probe]: parsed.data });
  }
  return outcomes;
}
