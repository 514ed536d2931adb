import { z } from "zod";
import { RuleId, Severity } from "./rules.ts";
import { Instant, Sentence } from "./text.ts";

/** A failing (or too long unknown) rule on a machine, from opened to resolved. Resolved flags are kept as history. */
export const Flag = z.object({
  id: z.string(),
  machineId: z.string(),
  rule: RuleId,
  severity: Severity,
  cause: z.enum(["fail", "unknown"]),
  sentence: Sentence,
  /** How often the rule has begun to fail on this machine within the policy's flapping window. */
  recentFailures: z.number().int().nonnegative(),
  policyVersion: z.number().int().positive(),
  openedAt: Instant,
  updatedAt: Instant,
  resolvedAt: Instant.nullable(),
});
export type Flag = z.infer<typeof Flag>;
