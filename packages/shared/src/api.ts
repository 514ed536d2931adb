import { z } from "zod";
import { PROBE_IDS, type ProbeId } from "./facts/index.ts";
import { Platform } from "./facts/machine.ts";
import { Flag } from "./flag.ts";
import { WorkedFlag, WorkState } from "./flag-work.ts";
import { FleetDay, TimelineEntry, TimelineSubject } from "./history.ts";
import {
  MAX_MACHINES_PER_CHECK,
  MAX_OPERATOR_CHARS,
  MAX_PAGE_ITEMS,
  MAX_POLICY_CHARS,
  MAX_TAGS,
  MAX_TREND_DAYS,
} from "./limits.ts";
import { MachineOrder } from "./machine-list.ts";
import { Role } from "./permissions.ts";
import { Tag } from "./policy.ts";
import { OutcomesByProbe } from "./report.ts";
import { RuleId } from "./rules.ts";
import { Instant, Sentence } from "./text.ts";
import { MachineStatus, Reachability, Verdict } from "./verdict.ts";
import { Waiver, WaiverState } from "./waiver.ts";
import { WhatIf } from "./what-if.ts";

/** An error body: RFC 9457 problem details with our code and remedy. Media type `application/problem+json`. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string().optional(),
  remedy: z.string(),
});
export type Problem = z.infer<typeof Problem>;

export const MachineSummary = z.object({
  id: z.string(),
  name: z.string(),
  platform: Platform,
  osName: z.string().nullable(),
  osVersion: z.string().nullable(),
  tags: z.array(Tag),
  status: MachineStatus,
  /** Why the machine has its status, in one sentence. */
  sentence: z.string(),
  /** One entry per rule that the machine is held to. */
  rules: z.array(
    z.object({
      rule: RuleId,
      status: Verdict.shape.status,
      measured: z.string().nullable(),
      countedFrom: Instant.nullable(),
    }),
  ),
  openFlags: z.number().int(),
  /** Whose accounts sign in there with a password, as the machine lists them. */
  person: z.string().nullable(),
  serialNumber: z.string().nullable(),
  /** The groups of the policy that the machine belongs to, and the rules that have an open flag. */
  groups: z.array(z.string()),
  flaggedRules: z.array(RuleId),
  /** The date of the newest virus definitions in use, and when the first password must be changed. */
  definitionsFrom: Instant.nullable(),
  passwordEndsAt: Instant.nullable(),
  /** The site of the policy that the machine belongs to; null for none. */
  site: z.string().nullable(),
  /** Whether the machine's agent holds a connection now. */
  isOnline: z.boolean(),
  reachability: Reachability,
  /** Since when the machine has been as `reachability` says. */
  reachableSince: Instant,
  lastSeenAt: Instant.nullable(),
  enrolledAt: Instant,
  agentVersion: z.string().nullable(),
});
export type MachineSummary = z.infer<typeof MachineSummary>;

export const ProbeTitle = z.object({ probe: z.enum(PROBE_IDS as [ProbeId, ...ProbeId[]]), title: z.string() });

/** A rule's verdict with all that a person needs to act on it. */
export const ExplainedVerdict = Verdict.extend({
  title: z.string(),
  /** Steps for this machine's OS; empty when there is nothing to mend. */
  remedy: z.array(z.string()),
  /** The paragraph of the company's policy that it proves, as the policy document cites it. */
  paragraph: z.string().nullable(),
  /** Controls of public standards that it helps to prove, such as `ISO 27001 A.8.7`. */
  controls: z.array(z.string()),
});
export type ExplainedVerdict = z.infer<typeof ExplainedVerdict>;

/** Two machines where there should be one, or one where there should be two: for an operator to decide. */
export const IdentityConflict = z.object({
  id: z.string(),
  /**
   * same-hardware: known hardware came under a new key. two-alive: one key is used by two machines at once.
   * sequence-back: numbers that were used already came with other facts, as after a restored backup.
   */
  kind: z.enum(["same-hardware", "two-alive", "sequence-back"]),
  machineId: z.string(),
  machineName: z.string(),
  /** With same-hardware: the machine that had the hardware before. */
  otherId: z.string().nullable(),
  otherName: z.string().nullable(),
  sentence: Sentence,
  firstSeenAt: Instant,
  lastSeenAt: Instant,
  times: z.number().int(),
  resolvedAt: Instant.nullable(),
  resolution: z.enum(["merged", "split", "dismissed"]).nullable(),
  resolvedBy: z.string().nullable(),
});
export type IdentityConflict = z.infer<typeof IdentityConflict>;

export const MachineDetail = MachineSummary.extend({
  verdicts: z.array(ExplainedVerdict),
  /** The latest outcome of every probe. */
  outcomes: OutcomesByProbe,
  /** When each probe's outcome last differed from the one before. */
  factsChangedAt: z.partialRecord(z.enum(PROBE_IDS as [ProbeId, ...ProbeId[]]), Instant),
  flags: z.array(Flag),
  policyVersion: z.number().int().nullable(),
  /** How far the machine's clock is ahead of the server's, in ms, at its last report. */
  clockAheadMs: z.number().nullable(),
  isRetired: z.boolean(),
  /** Older entries that were merged into this one: their history is shown with it. */
  mergedEntries: z.array(z.string()),
  waivers: z.array(Waiver),
  /** What stands against the machine being who it says it is. */
  conflicts: z.array(IdentityConflict),
});
export type MachineDetail = z.infer<typeof MachineDetail>;

export const FleetSummary = z.object({
  total: z.number().int(),
  byStatus: z.record(MachineStatus, z.number().int()),
  online: z.number().int(),
  byReachability: z.record(Reachability, z.number().int()),
  openFlags: z.number().int(),
  /** Flags opened and resolved in the last 24 hours. */
  openedLastDay: z.number().int(),
  resolvedLastDay: z.number().int(),
  openIncidents: z.number().int(),
  /** When anything of any incident changed last. */
  incidentsChangedAt: Instant.nullable(),
  /** Open flags per rule; a rule without any is left out. */
  flagsByRule: z.partialRecord(RuleId, z.number().int()),
});
export type FleetSummary = z.infer<typeof FleetSummary>;

const Page = { nextCursor: z.string().nullable() };
export const MachinePage = z.object({ items: z.array(MachineSummary), ...Page });
export type MachinePage = z.infer<typeof MachinePage>;

/** A flag as a person reads it anywhere. */
export type FlagWithMachine = Flag & { machineName: string };
export const FlagPage = z.object({ items: z.array(WorkedFlag), ...Page });
export type FlagPage = z.infer<typeof FlagPage>;

const limit = z.coerce.number().int().min(1).max(MAX_PAGE_ITEMS).default(50);
const cursor = z.string().max(300).optional();

export const MachineQuery = MachineOrder.extend({ cursor: z.string().max(1_500).optional(), limit });
export type MachineQuery = z.infer<typeof MachineQuery>;

export const FlagQuery = z.object({
  state: z.enum(["open", "resolved", "all"]).default("open"),
  machineId: z.string().max(60).optional(),
  rule: RuleId.optional(),
  /** How far people have come with it. */
  work: WorkState.optional(),
  assignedTo: z.string().max(300).optional(),
  cursor,
  limit,
});
export type FlagQuery = z.infer<typeof FlagQuery>;

/** Ask for an enrolment link. */
export const EnrolmentRequest = z.strictObject({
  tags: z.array(Tag).max(MAX_TAGS).default([]),
  expiresInMinutes: z
    .number()
    .int()
    .min(1)
    .max(60 * 24 * 30)
    .default(60),
});
export type EnrolmentRequest = z.infer<typeof EnrolmentRequest>;

export const EnrolmentOffer = z.object({
  link: z.string(),
  /** The line to paste on the other PC. */
  command: z.string(),
  expiresAt: Instant,
  /** False when the server listens on its own PC only, so that no other PC can reach the link. */
  isReachableFromOtherMachines: z.boolean(),
});
export type EnrolmentOffer = z.infer<typeof EnrolmentOffer>;

export const PolicySummary = z.object({
  version: z.number().int(),
  name: z.string(),
  appliedAt: Instant,
  /** Who applied it, from where (`dashboard`, `file`, `command`), and why. */
  author: z.string(),
  origin: z.string(),
  reason: z.string(),
});
export type PolicySummary = z.infer<typeof PolicySummary>;
export const PolicyVersion = PolicySummary.extend({
  document: z.string(),
  /** What it was expected to do, as rehearsed before it came into force; null when it was not. */
  whatIf: WhatIf.nullable(),
});
export type PolicyVersion = z.infer<typeof PolicyVersion>;
export const PolicyPage = z.object({ items: z.array(PolicySummary), ...Page });
export type PolicyPage = z.infer<typeof PolicyPage>;

const document = z.string().min(1).max(MAX_POLICY_CHARS);

/** A fault in a policy document: where it stands (counted from 1) and what was expected there. */
export const PolicyFault = z.object({ line: z.number().int(), column: z.number().int(), message: z.string() });
export type PolicyFault = z.infer<typeof PolicyFault>;
export const PolicyDraft = z.strictObject({ document });
export const PolicyCheck = z.object({ faults: z.array(PolicyFault) });
export type PolicyCheck = z.infer<typeof PolicyCheck>;

export const PolicyChange = z.strictObject({
  document,
  reason: Sentence.min(3, "expected why the policy changes"),
  /** The version that the change was made from; refused when another has come into force meanwhile. */
  basedOn: z.number().int(),
  /** The rehearsal of this very document, to be kept with the version. */
  whatIf: z.string().max(60).optional(),
});
export type PolicyChange = z.infer<typeof PolicyChange>;

export const WaiverQuery = z.object({
  state: WaiverState.optional(),
  machineId: z.string().max(60).optional(),
  cursor,
  limit,
});
export type WaiverQuery = z.infer<typeof WaiverQuery>;
export const WaiverPage = z.object({ items: z.array(Waiver), ...Page });
export type WaiverPage = z.infer<typeof WaiverPage>;
export const WaiverDecision = z.strictObject({ decision: z.enum(["approve", "refuse", "withdraw", "end"]) });
export type WaiverDecision = z.infer<typeof WaiverDecision>;

export const TimelinePage = z.object({ items: z.array(TimelineEntry), ...Page });
export type TimelinePage = z.infer<typeof TimelinePage>;
export const PageQuery = z.object({ cursor, limit });

/** What a machine's timeline is narrowed to; both instants count as part of the stretch. */
export const TimelineStretch = z.object({
  from: Instant.optional(),
  to: Instant.optional(),
  about: TimelineSubject.optional(),
});
export type TimelineStretch = z.infer<typeof TimelineStretch>;
export const TimelineQuery = TimelineStretch.extend({ cursor, limit });

export const Trend = z.object({ days: z.array(FleetDay) });
export type Trend = z.infer<typeof Trend>;
export const TrendQuery = z.object({ days: z.coerce.number().int().min(1).max(MAX_TREND_DAYS).default(90) });

export const ConflictPage = z.object({ items: z.array(IdentityConflict), ...Page });
export type ConflictPage = z.infer<typeof ConflictPage>;
export const ConflictQuery = z.object({ state: z.enum(["open", "resolved", "all"]).default("open"), cursor, limit });
export type ConflictQuery = z.infer<typeof ConflictQuery>;
/** merge: they are one machine; the older entry is retired and its history shown with the newer. split: both must enrol anew. */
export const ConflictResolution = z.strictObject({ resolution: z.enum(["merge", "split", "dismiss"]) });
export type ConflictResolution = z.infer<typeof ConflictResolution>;

/** Somebody who may sign in. */
export const Operator = z.object({
  id: z.string(),
  name: z.string(),
  role: Role,
  isDisabled: z.boolean(),
  createdAt: Instant,
  createdBy: z.string(),
  lastSignInAt: Instant.nullable(),
  /** Sessions that are open now. */
  sessions: z.number().int(),
});
export type Operator = z.infer<typeof Operator>;
/** Everybody, by name: a company has few operators. */
export const OperatorList = z.object({ items: z.array(Operator) });
export type OperatorList = z.infer<typeof OperatorList>;

/** A name is written beside every decision and never changes its owner. */
export const OperatorName = z
  .string()
  .trim()
  .min(1)
  .max(MAX_OPERATOR_CHARS)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._@'-]*$/u, "expected letters, digits, spaces and . _ @ ' -");
export const NewOperator = z.strictObject({ name: OperatorName, role: Role });
export type NewOperator = z.infer<typeof NewOperator>;
export const OperatorChange = z.strictObject({ role: Role, isDisabled: z.boolean() });
export type OperatorChange = z.infer<typeof OperatorChange>;

/** A link that opens one session for the operator; shown once. */
export const Invitation = z.object({ operator: Operator, link: z.string(), expiresAt: Instant });
export type Invitation = z.infer<typeof Invitation>;
/** Machines to collect at once instead of at the end of their interval. */
export const CheckRequest = z.strictObject({
  machineIds: z.array(z.string().max(60)).min(1).max(MAX_MACHINES_PER_CHECK),
});
/** How many machines were asked, and which could not be: they hold no connection. */
export const CheckAnswer = z.object({ asked: z.number().int(), offline: z.array(z.string()) });
export type CheckAnswer = z.infer<typeof CheckAnswer>;

/** How far a machine that was asked to collect has come. `unanswered`: it went away, or said nothing in time. */
export const CheckProgress = z.object({
  machineId: z.string(),
  state: z.enum(["asked", "collecting", "judged", "unanswered"]),
  at: Instant,
});
export type CheckProgress = z.infer<typeof CheckProgress>;

/** Socket.IO event map, server to dashboard. Changes of a short window come joined in one message. */
export type ServerToDashboard = {
  changed: (change: FleetChange) => void;
  checks: (progress: CheckProgress[]) => void;
  /** The session has ended: sign in again. */
  signedOut: () => void;
};

/** Names a moment of the feed; only the server that gave it knows what it means. */
const FeedPosition = z.string().max(80);

/** What a dashboard says as it connects: up to where it was told, when it was connected before. */
export const FeedGreeting = z.object({ since: FeedPosition.optional().catch(undefined) });
export type FeedGreeting = z.infer<typeof FeedGreeting>;

/** What differs. The first message of every connection tells what was missed since the greeting's position. */
export const FleetChange = z.object({
  at: Instant,
  position: FeedPosition,
  summary: FleetSummary,
  /** Machines that differ, as they are now. */
  machines: z.array(MachineSummary),
  /** True when too much changed to list, or what changed is not known: fetch again. */
  isPartial: z.boolean(),
});
export type FleetChange = z.infer<typeof FleetChange>;
