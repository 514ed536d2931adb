import type { FactsOf, ProbeId } from "@muster/shared/facts/index.ts";
import type { Platform } from "@muster/shared/facts/machine.ts";
import type { RuleId, RulesInForce, SettingsOf } from "@muster/shared/policy.ts";
import type { Judgement, Rule } from "../rule.ts";
import { antivirusActive } from "./antivirus-active.ts";
import { antivirusDefinitions } from "./antivirus-definitions.ts";
import { firewallEnabled } from "./firewall-enabled.ts";
import { passwordAge } from "./password-age.ts";

/** A rule with its facts and settings tied together inside, so that all rules can stand in one list. */
export type AnyRule = {
  id: RuleId;
  probe: ProbeId;
  remedies: Record<Platform, string[]>;
  /** Judges facts that the report's schema has parsed, by the settings in force; null when the rule is not in force. */
  judgeBy(rules: RulesInForce, facts: unknown, now: number): Judgement | null;
  severityIn(rules: RulesInForce): SettingsOf<RuleId>["severity"] | null;
};

function untied<R extends RuleId, P extends ProbeId>(rule: Rule<R, P>): AnyRule {
  const settingsIn = (rules: RulesInForce) => rules[rule.id] as SettingsOf<R> | undefined;
  return {
    id: rule.id,
    probe: rule.probe,
    remedies: rule.remedies,
    judgeBy(rules, facts, now) {
      const settings = settingsIn(rules);
      return settings === undefined ? null : rule.judge(facts as FactsOf<P>, settings, now);
    },
    severityIn: (rules) => settingsIn(rules)?.severity ?? null,
  };
}

/** The catalogue of rules, in the order in which people read them. */
export const RULES: readonly AnyRule[] = [
  untied(antivirusActive),
  untied(antivirusDefinitions),
  untied(firewallEnabled),
  untied(passwordAge),
];

const BY_ID = new Map(RULES.map((rule) => [rule.id, rule]));

/** The rule with this id. Every id has one: the catalogue's test holds that. */
export function ruleOf(id: RuleId): AnyRule | undefined {
  return BY_ID.get(id);
}
