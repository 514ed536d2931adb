import { z } from "zod";
import { Flag } from "./flag.ts";
import { MAX_FLAGS_PER_ACT, MAX_SNOOZE_MS } from "./limits.ts";
import { Instant, Name, Sentence } from "./text.ts";

/** How far people have come with a flag that is open: nobody looked, somebody saw it, somebody has it, or it waits. */
export const WorkState = z.enum(["new", "acknowledged", "assigned", "snoozed"]);
export type WorkState = z.infer<typeof WorkState>;

/** What people have done about a flag. The flag itself is the server's: it opens and resolves by what machines report. */
export const FlagWork = z.object({
  state: WorkState,
  acknowledgedBy: Name.nullable(),
  acknowledgedAt: Instant.nullable(),
  assignedTo: Name.nullable(),
  /** Until when it is put aside; in the past once that is over. */
  snoozedUntil: Instant.nullable(),
  note: Sentence.nullable(),
});
export type FlagWork = z.infer<typeof FlagWork>;

export const WorkedFlag = Flag.extend({ machineName: z.string(), work: FlagWork });
export type WorkedFlag = z.infer<typeof WorkedFlag>;

/** What may be done about flags: `renew` takes everything back but the note. */
export const FlagAct = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("acknowledge") }),
  z.strictObject({ kind: z.literal("assign"), to: Name }),
  z.strictObject({ kind: z.literal("snooze"), until: Instant }),
  z.strictObject({ kind: z.literal("note"), text: Sentence }),
  z.strictObject({ kind: z.literal("renew") }),
]);
export type FlagAct = z.infer<typeof FlagAct>;

export const FlagActRequest = z.strictObject({
  flagIds: z.array(z.string().max(60)).min(1).max(MAX_FLAGS_PER_ACT),
  act: FlagAct,
});
export type FlagActRequest = z.infer<typeof FlagActRequest>;

/** Flags that are resolved already, or are not known, are left as they are. */
export const FlagActAnswer = z.object({ changed: z.number().int(), leftOut: z.array(z.string()) });
export type FlagActAnswer = z.infer<typeof FlagActAnswer>;

/** Open flags per state of work. */
export const WorkCounts = z.record(WorkState, z.number().int());
export type WorkCounts = z.infer<typeof WorkCounts>;

/** What is wrong with an act at an instant (epoch ms), in words; null when nothing is. */
export function faultOf(act: FlagAct, now: number): string | null {
  if (act.kind !== "snooze") return null;
  const until = Date.parse(act.until);
  if (until <= now) return "It must be put aside until a time that is still to come.";
  return until - now > MAX_SNOOZE_MS
    ? "It may be put aside for 30 days at most; a waiver accepts it for longer."
    : null;
}
