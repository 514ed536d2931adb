import { z } from "zod";
import { Confidence } from "./facts/antivirus.ts";
import { MAX_MEASURED_CHARS } from "./limits.ts";
import { RuleId, Severity } from "./policy.ts";
import { Instant, Sentence } from "./text.ts";

/**
 * What one rule says of one machine now.
 * `changesAt` is the first instant at which it would differ with no new report; null when time alone changes nothing.
 */
export const Verdict = z.object({
  rule: RuleId,
  status: z.enum(["pass", "warn", "fail", "unknown", "not-applicable"]),
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
  changesAt: Instant.nullable(),
  /** A fail, or an unknown that has lasted too long: what an open flag stands on. */
  isFlagged: z.boolean(),
});
export type Verdict = z.infer<typeof Verdict>;

/** A machine as a whole; the worst of its verdicts decides. A warning alone leaves it compliant. */
export const MachineStatus = z.enum(["compliant", "non-compliant", "unknown", "not-covered"]);
export type MachineStatus = z.infer<typeof MachineStatus>;
