import type { DigestScope } from "@muster/shared/digest.ts";
import type { Policy } from "@muster/shared/policy.ts";
import { memberOf, tagsOf } from "../flags/machine-columns.ts";
import { inForce } from "../policy/in-force.ts";

type Subject = { platform: string; tags: string; name: string; site: string | null };

/** Asks of each machine whether a scope holds it. Every part that is given must; of several values one is enough. */
export function inScope({ groups, sites, tags }: DigestScope, policy: Policy): (machine: Subject) => boolean {
  if (groups.length + sites.length + tags.length === 0) return () => true;
  return (machine) => {
    if (sites.length > 0 && (machine.site === null || !sites.includes(machine.site))) return false;
    if (tags.length > 0 && !tagsOf(machine).some((tag) => tags.includes(tag))) return false;
    if (groups.length === 0) return true;
    const member = inForce(policy, memberOf(machine)).groups;
    return groups.some((group) => member.has(group));
  };
}
