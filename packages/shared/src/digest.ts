import { z } from "zod";
import { TimeZone, WEEKDAYS } from "./calendar.ts";
import { MAX_DIGEST_RECIPIENTS, MAX_GROUPS, MAX_PAGE_ITEMS, MAX_SITES, MAX_TAGS } from "./limits.ts";
import { Tag } from "./policy.ts";
import { RULE_IDS, RuleId } from "./rules.ts";
import { Instant, Name } from "./text.ts";

export const Language = z.enum(["en", "de", "fr"]);
export type Language = z.infer<typeof Language>;

/** Which machines and rules a digest is about; an empty part narrows nothing. */
export const DigestScope = z.strictObject({
  groups: z.array(Name).max(MAX_GROUPS).default([]),
  sites: z.array(Name).max(MAX_SITES).default([]),
  rules: z.array(RuleId).max(RULE_IDS.length).default([]),
  /** Machines with any of these tags, such as a manager's. */
  tags: z.array(Tag).max(MAX_TAGS).default([]),
});
export type DigestScope = z.infer<typeof DigestScope>;

const unique = (items: readonly string[]): boolean =>
  new Set(items.map((each) => each.toLowerCase())).size === items.length;

/** A recipient list as an operator writes it. */
export const DigestListDraft = z.strictObject({
  name: z.string().trim().min(1, "expected a name").max(100),
  recipients: z
    .array(z.email("expected a mail address").max(254))
    .max(MAX_DIGEST_RECIPIENTS)
    .refine(unique, "expected each address once"),
  /** Wall-clock time in the list's zone. */
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "expected a time such as 06:00")
    .default("06:00"),
  timeZone: TimeZone,
  days: z
    .array(z.enum(WEEKDAYS))
    .min(1, "expected at least one day")
    .refine(unique, "expected each day once")
    .default(["mon", "tue", "wed", "thu", "fri"]),
  language: Language.default("en"),
  scope: DigestScope.prefault({}),
  /** Whether accounts' names are shown; without it a digest says only that a password ends, not whose. */
  showsNames: z.boolean().default(false),
  attachesCsv: z.boolean().default(false),
  isActive: z.boolean().default(true),
});
export type DigestListDraft = z.infer<typeof DigestListDraft>;

const MailStateName = z.enum(["pending", "sending", "sent", "failed", "not-sent"]);

export const DigestSummary = z.object({
  id: z.string(),
  listId: z.string(),
  /** The list's name now; null when the list is no more. */
  listName: z.string().nullable(),
  /** The local date on which it was due, such as 2026-11-23. */
  night: z.string(),
  /** Counted per list from 1, without gaps. */
  number: z.number().int(),
  timeZone: z.string(),
  isLate: z.boolean(),
  subject: z.string(),
  composedAt: Instant,
  state: MailStateName,
  /** What became of it in words, such as `not sent: no mail server configured`. */
  stateSentence: z.string(),
  sentAt: Instant.nullable(),
  attempts: z.number().int(),
  nextAttemptAt: Instant.nullable(),
  recipients: z.array(z.string()),
});
export type DigestSummary = z.infer<typeof DigestSummary>;

/** One attempt to hand the mail to the mail server, and what came of it. */
export const DeliveryAttempt = z.object({
  attempt: z.number().int(),
  startedAt: Instant,
  /** From here on the mail server may have accepted it, whatever was heard. */
  handedOverAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  outcome: z.enum(["accepted", "deferred", "refused", "unreachable", "interrupted", "in-doubt"]).nullable(),
  response: z.string(),
});
export type DeliveryAttempt = z.infer<typeof DeliveryAttempt>;

export const Digest = DigestSummary.extend({
  messageId: z.string(),
  html: z.string(),
  text: z.string(),
  csv: z.object({ name: z.string(), text: z.string() }).nullable(),
  deliveries: z.array(DeliveryAttempt),
});
export type Digest = z.infer<typeof Digest>;

const Page = { nextCursor: z.string().nullable() };
export const DigestPage = z.object({ items: z.array(DigestSummary), ...Page });
export type DigestPage = z.infer<typeof DigestPage>;
export const DigestQuery = z.object({
  listId: z.string().max(60).optional(),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_ITEMS).default(50),
});

export const DigestList = DigestListDraft.extend({
  id: z.string(),
  createdAt: Instant,
  updatedAt: Instant,
  /** When the next digest is due; null while the list is paused. */
  nextAt: Instant.nullable(),
  last: DigestSummary.nullable(),
  /** Nights since the last digest on which one was due and none was made. */
  missedNights: z.array(z.string()),
});
export type DigestList = z.infer<typeof DigestList>;

/** `mail` says whether this server has a mail server to send by, and from which address. */
export const DigestLists = z.object({
  items: z.array(DigestList),
  mail: z.object({ server: z.string().nullable(), from: z.string() }),
});
export type DigestLists = z.infer<typeof DigestLists>;

/** A digest as it would be made now; nothing is kept. */
export const DigestPreview = z.object({
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  csv: z.object({ name: z.string(), text: z.string() }).nullable(),
});
export type DigestPreview = z.infer<typeof DigestPreview>;

export const DigestTestRequest = z.strictObject({ to: z.email("expected a mail address").max(254) });
/** What the mail server answered when it accepted the test. */
export const DigestTestResult = z.object({ response: z.string() });
