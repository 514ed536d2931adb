import type { FirewallFacts } from "@muster/shared/facts/firewall.ts";
import type { FirewallChangeKind, FirewallConfiguration } from "@muster/shared/firewall-review.ts";

/** What needs an eye most first. */
export const KINDS_BY_WEIGHT: readonly FirewallChangeKind[] = [
  "weaker",
  "unread",
  "other",
  "rules",
  "appeared",
  "stronger",
];

/** What of the facts machines can share: neither where it was read nor the fingerprint of their own rules. */
export function configurationOf({ tool, profiles }: FirewallFacts): FirewallConfiguration {
  return {
    tool,
    profiles: profiles
      .map(({ name, state, inbound }) => ({ name, state, inbound }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

export function keyOf({ tool, profiles }: FirewallConfiguration): string {
  return JSON.stringify([tool, profiles.map(({ name, state, inbound }) => [name, state, inbound])]);
}

/**
 * What kind of change lies between two readings of one machine; null for none that a review asks about.
 * @param before null where nothing was read then
 */
export function kindOfChange(before: FirewallFacts | null, after: FirewallFacts | null): FirewallChangeKind | null {
  if (before === null) return after === null ? null : "appeared";
  if (after === null) return "unread";
  const [was, is] = [configurationOf(before), configurationOf(after)];
  if (keyOf(was) === keyOf(is)) return before.fingerprint === after.fingerprint ? null : "rules";
  if (isWeaker(was, is)) return "weaker";
  return isWeaker(is, was) ? "stronger" : "other";
}

/** Whether something that was shut is open, or may be, or is there no more. */
function isWeaker(was: FirewallConfiguration, is: FirewallConfiguration): boolean {
  return was.profiles.some((before) => {
    const after = is.profiles.find(({ name }) => name === before.name);
    if (before.state !== "on") return false;
    if (after === undefined || after.state !== "on") return true;
    return before.inbound === "block" && after.inbound !== "block";
  });
}
