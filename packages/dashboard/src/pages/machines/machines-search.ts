import { MachineColumn, MachineSort } from "@muster/shared/machine-list.ts";
import { Tag } from "@muster/shared/policy.ts";
import { RuleId } from "@muster/shared/rules.ts";
import { Name } from "@muster/shared/text.ts";
import { MachineStatus, Reachability } from "@muster/shared/verdict.ts";
import { z } from "zod";

/** One value or several; a value that makes no sense is left out, so that an old link still works. */
function several<T extends z.ZodType<string>>(value: T) {
  return z
    .union([z.array(value).max(100), value.transform((one) => [one])])
    .optional()
    .catch(undefined);
}

/** What the address may say of the machines' page: what is shown of whom, in which order, and which one is open. */
export const MachinesSearch = z.object({
  search: z.coerce.string().max(100).optional().catch(undefined),
  status: several(MachineStatus),
  rule: several(RuleId),
  group: several(Name),
  site: several(Name),
  os: several(Name),
  reachability: several(Reachability),
  tag: several(Tag),
  sort: MachineSort.optional().catch(undefined),
  columns: z.array(MachineColumn).optional().catch(undefined),
  /** The machine whose summary lies over the list. */
  open: z.string().max(60).optional().catch(undefined),
});
export type MachinesSearch = z.infer<typeof MachinesSearch>;
