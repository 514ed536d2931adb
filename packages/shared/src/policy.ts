import { z } from "zod";
import { DurationMs } from "./duration.ts";
import { Platform } from "./facts/machine.ts";
import { MAX_TAG_CHARS, MAX_TAGS } from "./limits.ts";
import { Sentence } from "./text.ts";

export const Severity = z.enum(["low", "medium", "high", "critical"]);
export type Severity = z.infer<typeof Severity>;

export const Tag = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]*$/, "expected lower-case letters, digits, dots, dashes or underscores")
  .max(MAX_TAG_CHARS);

/** Each rule's own thresholds, by rule id. Adding a rule adds one line here and one file under the server's policy/rules. */
const RuleSettings = {
  "antivirus-active": z.strictObject({ severity: Severity, mustBeRealTime: z.boolean() }),
  "antivirus-definitions": z.strictObject({ severity: Severity, warnAfter: DurationMs, failAfter: DurationMs }),
  "firewall-enabled": z.strictObject({ severity: Severity, mustBlockInbound: z.boolean() }),
  "password-age": z.strictObject({ severity: Severity, maxAge: DurationMs, warnBefore: DurationMs }),
} as const;

export type RuleId = keyof typeof RuleSettings;

/** What people call each rule, on every screen and in every mail. */
export const RULE_TITLES: Record<RuleId, string> = {
  "antivirus-active": "Antivirus active",
  "antivirus-definitions": "Virus definitions fresh",
  "firewall-enabled": "Firewall on",
  "password-age": "Passwords changed in time",
};

export const RULE_IDS = Object.keys(RuleSettings) as RuleId[];
export const RuleId = z.enum(RULE_IDS as [RuleId, ...RuleId[]]);
export type SettingsOf<R extends RuleId> = z.infer<(typeof RuleSettings)[R]>;

const Rules = z.strictObject(RuleSettings).partial();

const RuleOverrides = z
  .strictObject({
    "antivirus-active": RuleSettings["antivirus-active"].partial(),
    "antivirus-definitions": RuleSettings["antivirus-definitions"].partial(),
    "firewall-enabled": RuleSettings["firewall-enabled"].partial(),
    "password-age": RuleSettings["password-age"].partial(),
  })
  .partial();

const GroupMatch = z
  .strictObject({ tags: z.array(Tag).min(1).max(MAX_TAGS), platforms: z.array(Platform).min(1) })
  .partial()
  .refine((match) => match.tags !== undefined || match.platforms !== undefined, {
    message: "expected tags or platforms; a group that matches nothing judges nobody",
  });

/**
 * The policy document: rules with their thresholds, and the groups that differ. A machine takes the rules and, over them,
 * the values of every group that it matches, in the order written.
 */
export const Policy = z.strictObject({
  name: z.string().min(1).max(100),
  description: Sentence.optional(),
  /** After this long unread, a rule that cannot be judged becomes a flag of its own. */
  unknownFlagsAfter: DurationMs,
  rules: Rules,
  groups: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(100),
        match: GroupMatch,
        rules: RuleOverrides,
      }),
    )
    .max(200)
    .default([]),
});
export type Policy = z.infer<typeof Policy>;
export type PolicyGroup = Policy["groups"][number];

/** The rules that one machine is held to, after its groups. */
export type RulesInForce = z.infer<typeof Rules>;
