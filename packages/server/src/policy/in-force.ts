import type { Platform } from "@muster/shared/facts/machine.ts";
import type { GroupMatch, Policy, PolicySite } from "@muster/shared/policy.ts";
import type { RuleId, SettingsOf } from "@muster/shared/rules.ts";
import type { Frame } from "./rule.ts";
import { type AnyRule, RULES } from "./rules/index.ts";

/** What groups and sites match by. */
export type Member = { platform: Platform; tags: readonly string[]; name: string };

/** The part of a policy that one machine is held to. */
export type InForce = {
  /** The rules in force with their settings; `index` is the rule's place in the catalogue. */
  rules: { rule: AnyRule; index: number; settings: SettingsOf<RuleId> }[];
  groups: ReadonlySet<string>;
  site: string | null;
  frame: Frame;
};

type Compiled = { policy: Policy; looksAtNames: boolean; byMember: Map<string, InForce> };

/** Worked out once per policy and kind of machine: a fleet has few kinds and many machines. */
const COMPILED = new WeakMap<Policy, Compiled>();

/** Kinds remembered per policy; names that groups match by could make as many kinds as machines. */
const MAX_KINDS = 10_000;

/** What of a policy is in force for a machine: its rules, and over them the values of each group it matches, in order. */
export function inForce(policy: Policy, member: Member): InForce {
  let compiled = COMPILED.get(policy);
  if (!compiled) {
    const looksAtNames = [...policy.groups, ...policy.sites].some(({ match }) => match.names !== undefined);
    compiled = { policy, looksAtNames, byMember: new Map() };
    COMPILED.set(policy, compiled);
  }
  const kind = keyOf(member, compiled.looksAtNames);
  const known = compiled.byMember.get(kind);
  if (known) return known;
  if (compiled.byMember.size >= MAX_KINDS) compiled.byMember.clear();
  const made = compile(policy, member);
  compiled.byMember.set(kind, made);
  return made;
}

function keyOf({ platform, tags, name }: Member, looksAtNames: boolean): string {
  const kind = tags.length === 0 ? platform : `${platform} ${tags.join(" ")}`;
  return looksAtNames ? `${kind}\n${name}` : kind;
}

function compile(policy: Policy, member: Member): InForce {
  const site = policy.sites.find(({ match }) => matches(match, member, null)) ?? null;
  const groups = policy.groups.filter(({ match }) => matches(match, member, site));
  const rules = RULES.flatMap((rule, index) => {
    const base = policy.rules[rule.id];
    if (base === undefined) return [];
    // The document's schema has checked that a group changes only rules that stand in it.
    const settings = Object.assign({}, base, ...groups.map((group) => group.rules[rule.id])) as SettingsOf<RuleId>;
    return [{ rule, index, settings }];
  });
  return {
    rules,
    groups: new Set(groups.map((group) => group.name)),
    site: site?.name ?? null,
    frame: { calendar: site?.calendar ?? null, reachability: policy.reachability },
  };
}

/** Every condition given must hold; of several values of one condition one is enough. */
function matches(match: GroupMatch, member: Member, site: PolicySite | null): boolean {
  return (
    (match.tags === undefined || match.tags.some((tag) => member.tags.includes(tag))) &&
    (match.platforms === undefined || match.platforms.includes(member.platform)) &&
    (match.names === undefined || match.names.some((pattern) => isLike(member.name, pattern))) &&
    (match.sites === undefined || (site !== null && match.sites.includes(site.name)))
  );
}

/** Whether a name fits a pattern in which `*` stands for any characters; case does not matter. */
function isLike(name: string, pattern: string): boolean {
  const parts = pattern.toLowerCase().split("*");
  const text = name.toLowerCase();
  const first = parts[0] ?? "";
  const last = parts.at(-1) ?? "";
  if (parts.length === 1) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return from <= text.length - last.length;
}
