import type { Platform } from "@muster/shared/facts/machine.ts";
import type { RuleId, SettingsOf } from "@muster/shared/rules.ts";
import type { Explained, Frame, Judged, Rule, Subject } from "../rule.ts";
import { antivirusActive } from "./antivirus-active.ts";
import { antivirusDefinitions } from "./antivirus-definitions.ts";
import { clockRight } from "./clock-right.ts";
import { definitionsAutomatic } from "./definitions-automatic.ts";
import { diskEncrypted } from "./disk-encrypted.ts";
import { firewallEnabled } from "./firewall-enabled.ts";
import { freeSpace } from "./free-space.ts";
import { osVersion } from "./os-version.ts";
import { passwordAge } from "./password-age.ts";
import { reporting } from "./reporting.ts";
import { screenLock } from "./screen-lock.ts";
import { updatesAutomatic } from "./updates-automatic.ts";
import { updatesInstalled } from "./updates-installed.ts";

/** A rule whose facts, gist and settings the compiler no longer ties together, so that all rules can stand in one list. */
export type AnyRule = {
  id: RuleId;
  reads: Subject;
  controls: string[];
  whenUnsupported: "unknown" | "not-applicable";
  gist(facts: unknown): unknown;
  judge(gist: unknown, settings: SettingsOf<RuleId>, now: number, frame: Frame): Judged;
  explain(facts: unknown, judged: Judged, settings: SettingsOf<RuleId>, now: number, frame: Frame): Explained;
  withoutAccounts?(facts: unknown, names: ReadonlySet<string>): unknown;
  remedies: Record<Platform, string[]>;
};

/** The report's schema has parsed the facts and the policy's the settings; by id each rule is given its own. */
function untied<R extends RuleId, S extends Subject, G>(rule: Rule<R, S, G>): AnyRule {
  return rule as unknown as AnyRule;
}

/** The catalogue of rules, in the order in which people read them. */
export const RULES: readonly AnyRule[] = [
  untied(antivirusActive),
  untied(antivirusDefinitions),
  untied(definitionsAutomatic),
  untied(firewallEnabled),
  untied(passwordAge),
  untied(diskEncrypted),
  untied(screenLock),
  untied(updatesInstalled),
  untied(updatesAutomatic),
  untied(osVersion),
  untied(freeSpace),
  untied(clockRight),
  untied(reporting),
];

const BY_ID = new Map(RULES.map((rule) => [rule.id, rule]));

/** The rule with this id. Every id has one: the catalogue's test holds that. */
export function ruleOf(id: RuleId): AnyRule | undefined {
  return BY_ID.get(id);
}
