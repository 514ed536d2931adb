import { WorkState } from "@muster/shared/flag-work.ts";
import { RuleId } from "@muster/shared/rules.ts";
import { z } from "zod";

/** What the address may say of the flags' page; no state and no work means every open one. */
export const FlagsSearch = z.object({
  state: z.enum(["open", "resolved", "all"]).optional().catch(undefined),
  work: WorkState.optional().catch(undefined),
  assignedTo: z.string().max(300).optional().catch(undefined),
  rule: RuleId.optional().catch(undefined),
});
export type FlagsSearch = z.infer<typeof FlagsSearch>;
