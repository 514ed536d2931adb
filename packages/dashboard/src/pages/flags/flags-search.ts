import { RuleId } from "@muster/shared/rules.ts";
import { z } from "zod";

export const FLAG_STATES = ["open", "resolved", "all"] as const;

/** What the address may say of the flags' page; no state means the open ones. */
export const FlagsSearch = z.object({
  state: z.enum(FLAG_STATES).optional().catch(undefined),
  rule: RuleId.optional().catch(undefined),
});
export type FlagsSearch = z.infer<typeof FlagsSearch>;
