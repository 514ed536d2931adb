import { z } from "zod";
import { FirewallProfile } from "./facts/firewall.ts";
import { MAX_FIREWALL_PROFILES } from "./limits.ts";
import { Instant, Name, Sentence } from "./text.ts";

/** A firewall's configuration as far as it can be compared between machines. */
export const FirewallConfiguration = z.object({
  tool: Name.nullable(),
  profiles: z.array(FirewallProfile.pick({ name: true, state: true, inbound: true })).max(MAX_FIREWALL_PROFILES),
});
export type FirewallConfiguration = z.infer<typeof FirewallConfiguration>;

/** How a change is to be looked at. `rules`: the set of rules differs, and nothing else does. */
export const FirewallChangeKind = z.enum(["weaker", "appeared", "unread", "rules", "other", "stronger"]);
export type FirewallChangeKind = z.infer<typeof FirewallChangeKind>;

export const FirewallChange = z.object({
  machine: z.object({ id: z.string(), name: Name, site: z.string().nullable() }),
  changedAt: Instant,
  kind: FirewallChangeKind,
  /** Null where there was nothing to read, or no machine. */
  before: FirewallConfiguration.nullable(),
  after: FirewallConfiguration.nullable(),
});
export type FirewallChange = z.infer<typeof FirewallChange>;

/** What a reviewer looks at: every configuration in the fleet, and what has changed since the last review. */
export const FirewallLook = z.object({
  /** What is looked at is as of this instant; what changes later is for the next review. */
  asOf: Instant,
  /** As of when was looked last; null before the first review. */
  since: Instant.nullable(),
  dueAt: Instant.nullable(),
  isOverdue: z.boolean(),
  machines: z.number().int(),
  /** Machines whose firewall could not be read. */
  unread: z.number().int(),
  /** The most common first. */
  configurations: z.array(
    z.object({
      configuration: FirewallConfiguration,
      machines: z.number().int(),
      examples: z.array(z.object({ id: z.string(), name: Name })),
      /** No machine had it at the last review. */
      isNew: z.boolean(),
    }),
  ),
  /** What needs an eye most first, and of a kind the latest; not all where there are very many. */
  changes: z.array(FirewallChange),
  changesByKind: z.partialRecord(FirewallChangeKind, z.number().int()),
});
export type FirewallLook = z.infer<typeof FirewallLook>;

/** A review that somebody has signed. */
export const FirewallReview = z.object({
  id: z.string(),
  signedAt: Instant,
  asOf: Instant,
  by: Name,
  note: Sentence,
  machines: z.number().int(),
  unread: z.number().int(),
  configurations: z.number().int(),
  changesByKind: z.partialRecord(FirewallChangeKind, z.number().int()),
});
export type FirewallReview = z.infer<typeof FirewallReview>;

export const FirewallReviews = z.object({ items: z.array(FirewallReview), nextCursor: z.string().nullable() });
export type FirewallReviews = z.infer<typeof FirewallReviews>;

export const FirewallReviewRequest = z.strictObject({
  /** Up to when it was looked. */
  asOf: Instant,
  note: Sentence.trim().min(3, "expected what was looked at and decided"),
});
export type FirewallReviewRequest = z.infer<typeof FirewallReviewRequest>;
