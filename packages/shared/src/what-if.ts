import { z } from "zod";
import { MAX_WHAT_IF_EXAMPLES } from "./limits.ts";
import { RuleId } from "./rules.ts";
import { Instant, Sentence } from "./text.ts";
import { MachineStatus } from "./verdict.ts";

const Count = z.number().int().nonnegative();

/** How the fleet stands under one policy at one instant. */
export const FleetStanding = z.object({
  byStatus: z.partialRecord(MachineStatus, Count),
  /** Machines per rule that fail, warn, or cannot be judged; graces and waivers aside. */
  byRule: z.partialRecord(RuleId, z.object({ fail: Count, warn: Count, unknown: Count })),
});
export type FleetStanding = z.infer<typeof FleetStanding>;

/** Machines that change alike, with a few of them by name and why. */
export const WhatIfGroup = z.object({
  count: Count,
  examples: z
    .array(z.object({ machineId: z.string(), name: z.string(), sentence: Sentence }))
    .max(MAX_WHAT_IF_EXAMPLES),
});
export type WhatIfGroup = z.infer<typeof WhatIfGroup>;

export const WhatIfToday = z.object({
  machines: Count,
  before: FleetStanding,
  after: FleetStanding,
  /** Machines that begin to fail a rule after failing none, begin to be warned only, or fail none any more; graces and waivers aside. */
  newlyFailing: WhatIfGroup,
  newlyWarned: WhatIfGroup,
  recovered: WhatIfGroup,
  /** How many machines move from one status to another, the most first. */
  moves: z.array(z.object({ from: MachineStatus, to: MachineStatus, count: Count })),
  /** Machines that the next digest would name and does not name now, and to whom it goes. */
  digestNames: Count,
  digestTo: z.array(z.string()),
  /** How long the judging took, in ms. */
  tookMs: z.number().nonnegative(),
});
export type WhatIfToday = z.infer<typeof WhatIfToday>;

/** The end of one UTC day, both policies judged by what machines had reported by then; silence, clocks, graces and waivers aside. */
export const WhatIfDay = z.object({
  day: z.iso.date(),
  machines: Count,
  failingBefore: Count,
  failingAfter: Count,
  newlyFailing: Count,
  recovered: Count,
});
export type WhatIfDay = z.infer<typeof WhatIfDay>;

/** A rehearsal of a policy: the present day's answer first, then the past days'. */
export const WhatIf = z.object({
  id: z.string(),
  state: z.enum(["running", "done", "failed", "cancelled"]),
  /** 0 to 1. */
  progress: z.number().min(0).max(1),
  /** The version in force that the document is compared with. */
  basedOn: z.number().int(),
  startedAt: Instant,
  today: WhatIfToday.nullable(),
  /** The oldest first; empty until all of them are judged. */
  days: z.array(WhatIfDay),
  failure: Sentence.nullable(),
});
export type WhatIf = z.infer<typeof WhatIf>;
