import { z } from "zod";
import { Instant, Sentence } from "../text.ts";

const Setting = z.enum(["on", "off", "unknown"]);

/** What the `updates` probe learns: how the OS and its definitions are kept up to date. */
export const UpdateFacts = z.object({
  /** Updates that the OS knows of and has not installed; null when nothing on the machine tells. */
  pendingCount: z.number().int().nonnegative().nullable(),
  pendingSecurityCount: z.number().int().nonnegative().nullable(),
  lastInstalledAt: Instant.nullable(),
  /** Whether updates of the OS install themselves. */
  automatic: Setting,
  pausedUntil: Instant.nullable(),
  /** Whether antivirus definitions update themselves. */
  definitionsAutomatic: Setting,
  /** Whether an installed update waits for a restart; null when the machine does not tell. */
  isRestartPending: z.boolean().nullable(),
  detail: Sentence.nullable(),
  source: Sentence,
});
export type UpdateFacts = z.infer<typeof UpdateFacts>;
