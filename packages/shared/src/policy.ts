import { z } from "zod";
import { Calendar, WorkingSpan } from "./calendar.ts";
import { DAY_MS, DurationMs } from "./duration.ts";
import { Platform } from "./facts/machine.ts";
import { MAX_GROUPS, MAX_SITES, MAX_TAG_CHARS, MAX_TAGS } from "./limits.ts";
import { RuleOverrides, RuleSettings } from "./rules.ts";
import { Name, Sentence } from "./text.ts";

export const Tag = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]*$/, "expected lower-case letters, digits, dots, dashes or underscores")
  .max(MAX_TAG_CHARS);

const Rules = z.strictObject(RuleSettings).partial();

/** A machine's name with `*` for any characters: `berlin-*`. */
const NamePattern = Name;

const matching = {
  tags: z.array(Tag).min(1).max(MAX_TAGS),
  platforms: z.array(Platform).min(1),
  names: z.array(NamePattern).min(1).max(100),
};

const SiteMatch = z
  .strictObject(matching)
  .partial()
  .refine((match) => Object.keys(match).length > 0, { message: "expected tags, platforms or names" });

const GroupMatch = z
  .strictObject({ ...matching, sites: z.array(Name).min(1).max(MAX_SITES) })
  .partial()
  .refine((match) => Object.keys(match).length > 0, {
    message: "expected tags, platforms, names or sites; a group that matches nothing judges nobody",
  });
export type GroupMatch = z.infer<typeof GroupMatch>;

/** Where people work, with its own calendar. A machine belongs to the first site that it matches. */
const Site = z.strictObject({ name: Name, match: SiteMatch, calendar: Calendar });

const Group = z.strictObject({ name: Name, match: GroupMatch, rules: RuleOverrides });

/** When a failure is told of. Durations count from the moment named. */
const Grace = z.strictObject({
  afterEnrolment: DurationMs.default(0),
  /** After a machine comes back from sleep or absence: time to catch up. */
  afterReturn: DurationMs.default(30 * 60_000),
});

/** A rule that has failed `failures` times `within` a while must fail for `hold` before it is flagged again. */
const Flapping = z.strictObject({
  within: DurationMs.default(DAY_MS),
  failures: z.number().int().min(1).max(20).default(3),
  hold: DurationMs.default(30 * 60_000),
});

const Reachability = z.strictObject({
  /** Plain time without a word after which a machine counts as away. */
  awayAfter: DurationMs.default(10 * 60_000),
  /** Working time without a word at the machine's site after which it is overdue, and then missing. */
  overdueAfter: WorkingSpan.default({ days: 3 }),
  missingAfter: WorkingSpan.default({ days: 10 }),
});

const WaiverLimits = z.strictObject({
  maxDuration: DurationMs.default(90 * DAY_MS),
  remindBefore: DurationMs.default(7 * DAY_MS),
  /** Whether somebody else than the requester must approve. */
  needsSecondPerson: z.boolean().default(true),
});

/** How often people look at what no rule judges. */
const Reviews = z.strictObject({
  /** A look at every firewall's configuration, signed. */
  firewallEvery: DurationMs.default(90 * DAY_MS),
});

/**
 * The policy document: rules with their thresholds, and the groups that differ. A machine takes the rules and, over them,
 * the values of every group that it matches, in the order written.
 */
export const Policy = z
  .strictObject({
    name: z.string().min(1).max(100),
    description: Sentence.optional(),
    /** After this long unread, a rule that cannot be judged becomes a flag of its own. */
    unknownFlagsAfter: DurationMs,
    grace: Grace.prefault({}),
    flapping: Flapping.prefault({}),
    reachability: Reachability.prefault({}),
    waivers: WaiverLimits.prefault({}),
    reviews: Reviews.prefault({}),
    sites: z.array(Site).max(MAX_SITES).default([]),
    rules: Rules,
    groups: z.array(Group).max(MAX_GROUPS).default([]),
  })
  .superRefine((policy, context) => {
    const known = new Set(policy.sites.map((site) => site.name));
    for (const [index, group] of policy.groups.entries()) {
      for (const [place, site] of (group.match.sites ?? []).entries()) {
        if (known.has(site)) continue;
        const path = ["groups", index, "match", "sites", place];
        context.addIssue({
          code: "custom",
          path,
          message: `expected the name of a site in this document, not ${site}`,
        });
      }
      for (const rule of Object.keys(group.rules)) {
        if (rule in policy.rules) continue;
        const path = ["groups", index, "rules", rule];
        context.addIssue({
          code: "custom",
          path,
          message: `expected a rule that stands under rules as well, not ${rule}`,
        });
      }
    }
    for (const list of ["groups", "sites"] as const) {
      const names = policy[list].map((each) => each.name);
      for (const [index, name] of names.entries()) {
        if (names.indexOf(name) === index) continue;
        context.addIssue({
          code: "custom",
          path: [list, index, "name"],
          message: `expected a name not used before, not ${name}`,
        });
      }
    }
  });
export type Policy = z.infer<typeof Policy>;
export type PolicyGroup = Policy["groups"][number];
export type PolicySite = Policy["sites"][number];

/** The rules that one machine is held to, after its groups. */
export type RulesInForce = z.infer<typeof Rules>;
