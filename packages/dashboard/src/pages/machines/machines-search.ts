import { RuleId } from "@muster/shared/rules.ts";
import { MachineStatus } from "@muster/shared/verdict.ts";
import { z } from "zod";

/** What the address may say of the machines' page; a value that makes no sense is left out, so that an old link still works. */
export const MachinesSearch = z.object({
  status: MachineStatus.optional().catch(undefined),
  search: z.coerce.string().max(100).optional().catch(undefined),
  rule: RuleId.optional().catch(undefined),
});
export type MachinesSearch = z.infer<typeof MachinesSearch>;
