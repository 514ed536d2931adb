import { z } from "zod";
import { DurationMs } from "./duration.ts";
import { MAX_VERSION_CHARS } from "./limits.ts";
import { Name, Sentence } from "./text.ts";

export const Severity = z.enum(["low", "medium", "high", "critical"]);
export type Severity = z.infer<typeof Severity>;

/** What every rule can be told besides its own thresholds. */
const common = {
  severity: Severity,
  /** How long a failure may last before it is flagged; not at all when left out. */
  grace: DurationMs.optional(),
  /** The paragraph of the company's own policy that the rule proves, as people cite it. */
  paragraph: Sentence.optional(),
};

/** Each rule's own thresholds, by rule id. Adding a rule adds one line here and one file under the server's policy/rules. */
export const RuleSettings = {
  reporting: z.strictObject(common),
  "antivirus-active": z.strictObject({ ...common, mustBeRealTime: z.boolean() }),
  "antivirus-definitions": z.strictObject({ ...common, warnAfter: DurationMs, failAfter: DurationMs }),
  "definitions-automatic": z.strictObject(common),
  "firewall-enabled": z.strictObject({ ...common, mustBlockInbound: z.boolean() }),
  "password-age": z.strictObject({ ...common, maxAge: DurationMs, warnBefore: DurationMs }),
  "disk-encrypted": z.strictObject({ ...common, onlySystemVolume: z.boolean() }),
  "screen-lock": z.strictObject({ ...common, maxIdle: DurationMs, mustBeEnforced: z.boolean().optional() }),
  "updates-installed": z.strictObject({ ...common, warnAfter: DurationMs, failAfter: DurationMs }),
  "updates-automatic": z.strictObject(common),
  "os-version": z.strictObject({
    ...common,
    /** The oldest version allowed per OS, by the beginning of the OS's name: `Windows 11: 10.0.22631`. */
    oldest: z.record(
      Name,
      z
        .string()
        .max(MAX_VERSION_CHARS)
        .regex(/^\d+(\.\d+)*$/, "expected a version such as 14.5"),
    ),
  }),
  "free-space": z.strictObject({ ...common, minPercent: z.number().int().min(1).max(99) }),
  "clock-right": z.strictObject({ ...common, maxOff: DurationMs }),
} as const;

export type RuleId = keyof typeof RuleSettings;
export type SettingsOf<R extends RuleId> = z.infer<(typeof RuleSettings)[R]>;

/** What people call each rule, on every screen and in every mail. */
export const RULE_TITLES: Record<RuleId, string> = {
  reporting: "Reports in time",
  "antivirus-active": "Antivirus active",
  "antivirus-definitions": "Virus definitions fresh",
  "definitions-automatic": "Virus definitions update by themselves",
  "firewall-enabled": "Firewall on",
  "password-age": "Passwords changed in time",
  "disk-encrypted": "Disk encrypted",
  "screen-lock": "Screen locks itself",
  "updates-installed": "Updates installed",
  "updates-automatic": "Updates install themselves",
  "os-version": "OS recent enough",
  "free-space": "Room on the disk",
  "clock-right": "Clock right",
};

export const RULE_IDS = Object.keys(RuleSettings) as RuleId[];
export const RuleId = z.enum(RULE_IDS as [RuleId, ...RuleId[]]);

type Overrides = { [R in RuleId]: ReturnType<(typeof RuleSettings)[R]["partial"]> };

/** What a group may say of a rule: any part of its settings. */
export const RuleOverrides = z
  .strictObject(
    Object.fromEntries(RULE_IDS.map((id) => [id, (RuleSettings[id] as z.ZodObject).partial()])) as unknown as Overrides,
  )
  .partial();
