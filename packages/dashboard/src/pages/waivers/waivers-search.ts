import { RuleId } from "@muster/shared/rules.ts";
import { WaiverState } from "@muster/shared/waiver.ts";
import { z } from "zod";

/** What the list of waivers is narrowed to. */
export const WaiversSearch = z.object({ state: WaiverState.optional().catch(undefined) });
export type WaiversSearch = z.infer<typeof WaiversSearch>;

/** What a request begins with, so that a machine's page can hand over what it is about. */
export const NewWaiverSearch = z.object({
  machine: z.string().max(60).optional().catch(undefined),
  rule: RuleId.optional().catch(undefined),
  group: z.string().max(300).optional().catch(undefined),
});
export type NewWaiverSearch = z.infer<typeof NewWaiverSearch>;
