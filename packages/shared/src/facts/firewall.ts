import { z } from "zod";
import { MAX_FIREWALL_PROFILES } from "../limits.ts";
import { Name, Sentence } from "../text.ts";

/** One place where inbound traffic is decided: a Windows profile, macOS's application firewall, or a Linux address family. */
export const FirewallProfile = z.object({
  name: Name,
  state: z.enum(["on", "off", "unknown"]),
  /** What happens to inbound traffic that no rule names. */
  inbound: z.enum(["block", "allow", "unknown"]),
  /** Whether traffic passes through this profile now; null when the machine does not tell. */
  isActive: z.boolean().nullable(),
  /** Why the state is unknown, or what makes it what it is. */
  detail: Sentence.nullable(),
});
export type FirewallProfile = z.infer<typeof FirewallProfile>;

/** What the `firewall` probe learns. */
export const FirewallFacts = z.object({
  profiles: z.array(FirewallProfile).max(MAX_FIREWALL_PROFILES),
  /** The tool that made the rules, such as `ufw`, `firewalld`, `nftables`, `Windows Defender Firewall`. */
  tool: Name.nullable(),
  /** SHA-256 (hex) of the rule set without its counters, so that a review can say "unchanged since"; null when unread. */
  fingerprint: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  /** Whether the tool loads its rules when the machine starts next; null, or absent from older agents, when nobody tells. */
  startsAtBoot: z.boolean().nullable().optional(),
  source: Sentence,
});
export type FirewallFacts = z.infer<typeof FirewallFacts>;
