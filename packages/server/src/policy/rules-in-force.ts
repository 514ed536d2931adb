import type { Platform } from "@muster/shared/facts/machine.ts";
import type { Policy, PolicyGroup, RulesInForce } from "@muster/shared/policy.ts";

/** The rules that a machine is held to: the policy's, and over them the values of each group it matches, in order. */
export function rulesInForce(policy: Policy, machine: { tags: readonly string[]; platform: Platform }): RulesInForce {
  const rules: Record<string, object | undefined> = { ...policy.rules };
  for (const group of policy.groups) {
    if (!matches(group, machine)) continue;
    for (const [id, override] of Object.entries(group.rules)) {
      // A group changes the values of rules that the policy has; it cannot bring in half a rule.
      if (rules[id]) rules[id] = { ...rules[id], ...override };
    }
  }
  return rules as RulesInForce;
}

/** Every condition given must hold; of several tags one is enough. */
function matches(group: PolicyGroup, machine: { tags: readonly string[]; platform: Platform }): boolean {
  const { tags, platforms } = group.match;
  return (
    (tags === undefined || tags.some((tag) => machine.tags.includes(tag))) &&
    (platforms === undefined || platforms.includes(machine.platform))
  );
}
