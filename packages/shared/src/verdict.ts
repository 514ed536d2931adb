import { z } from "zod";
import { Confidence } from "./facts/antivirus.ts";
import { MAX_MEASURED_CHARS } from "./limits.ts";
import { RuleId, Severity } from "./rules.ts";
import { Instant, Sentence } from "./text.ts";

export const VerdictStatus = z.enum(["pass", "warn", "fail", "unknown", "not-applicable"]);
export type VerdictStatus = z.infer<typeof VerdictStatus>;

/**
 * What one rule says of one machine now.
 * `changesAt` is the first instant at which it would differ with no new report; null when time alone changes nothing.
 */
export const Verdict = z.object({
  rule: RuleId,
  status: VerdictStatus,
  severity: Severity,
  /** One sentence with the measured value and its limit, as a person would say it. */
  sentence: Sentence,
  measured: z.string().max(MAX_MEASURED_CHARS).nullable(),
  limit: z.string().max(MAX_MEASURED_CHARS).nullable(),
  /** The instant from which the measured age is counted, so that a screen can show the age as it grows. */
  countedFrom: Instant.nullable(),
  /** Where the measured value was read, and how far it can be trusted. */
  source: Sentence.nullable(),
  confidence: Confidence.nullable(),
  /** Since when the status has been what it is. */
  since: Instant,
  /** When the failure began that still lasts, also through readings that could not be judged; null without one. */
  failingSince: Instant.nullable(),
  changesAt: Instant.nullable(),
  /** A fail whose grace is over, or an unknown that has lasted too long: what an open flag stands on. */
  isFlagged: z.boolean(),
  /** A fail that is not flagged yet: until when it may be mended quietly. Null with `isInGrace` means until the machine is back. */
  isInGrace: z.boolean(),
  graceEndsAt: Instant.nullable(),
  /** The waiver that accepts this failure for a while. */
  waiver: z.object({ id: z.string(), endsAt: Instant }).nullable(),
  /** How often it has begun to fail within the policy's flapping window. */
  recentFailures: z.number().int().nonnegative(),
});
export type Verdict = z.infer<typeof Verdict>;

/**
 * A machine as a whole; the worst of its verdicts decides. A warning alone leaves it compliant; a failure that a waiver
 * accepts makes it `accepted-risk`, never compliant.
 */
export const MachineStatus = z.enum([
  "compliant",
  "accepted-risk",
  "in-grace",
  "non-compliant",
  "unknown",
  "not-covered",
]);
export type MachineStatus = z.infer<typeof MachineStatus>;

/** How long a machine has been silent, judged in the working time of its site. `asleep` has said that it goes. */
export const Reachability = z.enum(["online", "asleep", "away", "overdue", "missing"]);
export type Reachability = z.infer<typeof Reachability>;

/** How a machine's connection ended: what its agent said, or that the line broke, or that the server itself stopped. */
export const Parting = z.enum(["asleep", "shut-down", "stopped", "removed", "lost", "server-stopped"]);
export type Parting = z.infer<typeof Parting>;
