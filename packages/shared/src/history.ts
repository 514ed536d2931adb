import { z } from "zod";
import { PROBE_IDS, type ProbeId } from "./facts/index.ts";
import { DroppedReports } from "./report.ts";
import { RuleId } from "./rules.ts";
import { Instant, Sentence } from "./text.ts";
import { MachineStatus, Parting, Reachability, Verdict } from "./verdict.ts";

const Probe = z.enum(PROBE_IDS as [ProbeId, ...ProbeId[]]);
const rule = RuleId;

/** What can happen to a machine, as its timeline keeps it. */
export const MachineEvent = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("enrolled") }),
  z.object({ kind: z.literal("facts"), probe: Probe, outcome: z.string(), summary: Sentence.nullable() }),
  z.object({
    kind: z.literal("verdict"),
    rule,
    from: Verdict.shape.status.nullable(),
    to: Verdict.shape.status.nullable(),
    sentence: Sentence,
  }),
  z.object({ kind: z.literal("status"), from: MachineStatus, to: MachineStatus, sentence: Sentence }),
  z.object({ kind: z.literal("flag-opened"), rule, flagId: z.string(), sentence: Sentence }),
  z.object({ kind: z.literal("flag-resolved"), rule, flagId: z.string(), sentence: Sentence }),
  z.object({ kind: z.literal("flag-worked"), rule, flagId: z.string(), sentence: Sentence }),
  z.object({ kind: z.literal("waiver"), waiverId: z.string(), rule: rule.nullable(), sentence: Sentence }),
  z.object({ kind: z.literal("parted"), how: Parting }),
  z.object({ kind: z.literal("returned"), silentSince: Instant }),
  z.object({ kind: z.literal("reachability"), from: Reachability, to: Reachability }),
  z.object({ kind: z.literal("policy"), version: z.number().int() }),
  z.object({ kind: z.literal("identity"), sentence: Sentence }),
  z.object({ kind: z.literal("reports-dropped"), ...DroppedReports.shape }),
  z.object({ kind: z.literal("tags"), by: z.string(), added: z.array(z.string()), removed: z.array(z.string()) }),
  z.object({ kind: z.literal("retired"), by: z.string() }),
]);
export type MachineEvent = z.infer<typeof MachineEvent>;

export const TimelineEntry = z.object({ id: z.number().int(), at: Instant, event: MachineEvent });
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** How the fleet stood at the end of one UTC day; the present day's is how it stands now. */
export const FleetDay = z.object({
  day: z.iso.date(),
  byStatus: z.partialRecord(MachineStatus, z.number().int()),
  openFlags: z.partialRecord(RuleId, z.number().int()),
  policyVersion: z.number().int().nullable(),
});
export type FleetDay = z.infer<typeof FleetDay>;

/** What a timeline can be narrowed to, each with the kinds of events that belong there. */
export const TIMELINE_SUBJECTS = {
  judgement: ["verdict", "status", "flag-opened", "flag-resolved", "flag-worked", "waiver", "policy"],
  facts: ["facts", "tags", "identity"],
  presence: ["enrolled", "parted", "returned", "reachability", "reports-dropped", "retired"],
} as const satisfies Record<string, readonly MachineEvent["kind"][]>;
export const TimelineSubject = z.enum(Object.keys(TIMELINE_SUBJECTS) as [TimelineSubject, ...TimelineSubject[]]);
export type TimelineSubject = keyof typeof TIMELINE_SUBJECTS;

/** Bars in which a stretch of time is counted. */
export const DENSITY_BARS = 60;

/** How much happened when, in bars of equal length from `from` to `to`. */
export const TimelineDensity = z.object({
  from: Instant,
  to: Instant,
  bars: z.array(z.number().int()).length(DENSITY_BARS),
  /** All that is counted in them. */
  total: z.number().int(),
});
export type TimelineDensity = z.infer<typeof TimelineDensity>;
