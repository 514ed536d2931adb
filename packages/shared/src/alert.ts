import { z } from "zod";
import { TimeZone } from "./calendar.ts";
import { MAX_DIGEST_RECIPIENTS } from "./limits.ts";
import { RuleId, Severity } from "./rules.ts";
import { Instant } from "./text.ts";

const WebAddress = z.url({ protocol: /^https?$/, error: "expected an address that begins with https://" }).max(2_000);

/** Where a channel's messages go. Everything in it may be a secret: it is kept sealed and never told again. */
export const AlertTarget = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("mail"), to: z.array(z.email()).min(1).max(MAX_DIGEST_RECIPIENTS) }),
  /** Slack, Mattermost, Rocket.Chat and whatever else takes Slack's form. */
  z.strictObject({ kind: z.literal("slack"), url: WebAddress }),
  z.strictObject({ kind: z.literal("teams"), url: WebAddress }),
  /** Signed by HMAC-SHA256 as the Standard Webhooks specification says; a secret is made where none is given. */
  z.strictObject({
    kind: z.literal("webhook"),
    url: WebAddress,
    secret: z
      .string()
      .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, "expected whsec_ and at least 24 bytes in base64")
      .optional(),
  }),
  z.strictObject({
    kind: z.literal("syslog"),
    host: z.string().regex(/^[A-Za-z0-9.:-]{1,253}$/, "expected a name or an IP address"),
    port: z.number().int().min(1).max(65_535).default(6514),
    /** The CA that vouches for it, in PEM; the system's own without. */
    ca: z.string().max(20_000).optional(),
  }),
  /** The address of a topic, such as https://ntfy.example.com/alerts. */
  z.strictObject({ kind: z.literal("ntfy"), url: WebAddress, token: z.string().min(1).max(200).optional() }),
]);
export type AlertTarget = z.infer<typeof AlertTarget>;

const WallClock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "expected a time such as 22:00");
/** From one wall-clock time to another, over midnight if the second is earlier. */
export const QuietHours = z.strictObject({ from: WallClock, to: WallClock, timeZone: TimeZone });
export type QuietHours = z.infer<typeof QuietHours>;

export const AlertChannelDraft = z.strictObject({
  name: z.string().trim().min(1, "expected a name").max(100),
  /** Left out when a channel is changed and its target stays. */
  target: AlertTarget.optional(),
  /** What is less severe is told by the digest only. */
  minSeverity: Severity.default("high"),
  /** Hears only of what nobody has acknowledged in time. */
  isEscalation: z.boolean().default(false),
  /** Held back meanwhile, unless critical; not sent at all when it heals before. */
  quietHours: QuietHours.nullable().default(null),
  isActive: z.boolean().default(true),
});
export type AlertChannelDraft = z.infer<typeof AlertChannelDraft>;

export const AlertChannel = AlertChannelDraft.omit({ target: true }).extend({
  id: z.string(),
  kind: z.enum(["mail", "slack", "teams", "webhook", "syslog", "ntfy"]),
  /** Where it goes, without what would let others send there. */
  address: z.string(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type AlertChannel = z.infer<typeof AlertChannel>;
/** `secret` is told once, when the channel is made. */
export const NewAlertChannel = AlertChannel.extend({ secret: z.string().nullable() });

export const AlertSettings = z.strictObject({
  /** How long a failure must last before anybody is told, and a recovery likewise. */
  debounceMinutes: z.number().min(0).max(1_440).default(2),
  /** How soon, at most, it is told that an alert has grown. */
  growMinutes: z.number().int().min(5).max(1_440).default(30),
  /** When nobody has acknowledged. */
  escalateMinutes: z.number().int().min(5).max(10_080).default(60),
  resendHours: z.number().int().min(1).max(168).default(4),
  heartbeatMinutes: z.number().int().min(1).max(1_440).default(5),
});
export type AlertSettings = z.infer<typeof AlertSettings>;
/** `heartbeatUrl` left out stays; null ends the heartbeat. Its host alone is ever told. */
export const AlertSettingsChange = AlertSettings.extend({ heartbeatUrl: WebAddress.nullable().optional() });
export const AlertSettingsView = AlertSettings.extend({ heartbeatHost: z.string().nullable() });

/** One cause on many machines: what people are told of. */
export const Alert = z.object({
  id: z.string(),
  rule: RuleId,
  severity: Severity,
  state: z.enum(["gathering", "open", "acknowledged", "healed"]),
  sentence: z.string(),
  /** Machines that fail now, and all that did since it opened. */
  machines: z.number().int(),
  machinesEver: z.number().int(),
  openedAt: Instant,
  toldAt: Instant.nullable(),
  acknowledgedAt: Instant.nullable(),
  acknowledgedBy: z.string().nullable(),
  escalatedAt: Instant.nullable(),
  healedAt: Instant.nullable(),
});
export type Alert = z.infer<typeof Alert>;

export const AlertMessage = z.object({
  id: z.string(),
  alertId: z.string().nullable(),
  channelId: z.string(),
  channelName: z.string().nullable(),
  kind: z.string(),
  title: z.string(),
  state: z.enum(["pending", "sending", "sent", "failed", "cancelled"]),
  attempts: z.number().int(),
  /** What the other side answered, or why there was no answer. */
  response: z.string(),
  createdAt: Instant,
  nextAttemptAt: Instant.nullable(),
  sentAt: Instant.nullable(),
});
export type AlertMessage = z.infer<typeof AlertMessage>;
