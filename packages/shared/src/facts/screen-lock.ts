import { z } from "zod";
import { Sentence } from "../text.ts";

/** What the `screen-lock` probe learns: whether an unattended screen locks itself. */
export const ScreenLockFacts = z.object({
  state: z.enum(["on", "off", "unknown"]),
  /** Seconds without input until the screen turns off or locks; null when it never does or the machine does not tell. */
  idleSeconds: z.number().int().nonnegative().nullable(),
  /** Seconds after that in which no password is asked yet; null when the machine does not tell. */
  graceSeconds: z.number().int().nonnegative().nullable(),
  /** Whether a policy sets it, so that the person at the machine cannot undo it; null when the machine does not tell. */
  isEnforced: z.boolean().nullable(),
  detail: Sentence.nullable(),
  source: Sentence,
});
export type ScreenLockFacts = z.infer<typeof ScreenLockFacts>;
