import { TimelineStretch } from "@muster/shared/api.ts";
import { z } from "zod";

const { from, to, about } = TimelineStretch.shape;

export const MACHINE_TABS = ["facts", "flags", "waivers"] as const;

/** What the address says of a machine's page: which tab is open, and which stretch of its timeline is shown. */
export const MachineSearch = z.object({
  tab: z.enum(MACHINE_TABS).optional().catch(undefined),
  from: from.catch(undefined),
  to: to.catch(undefined),
  about: about.catch(undefined),
});
export type MachineSearch = z.infer<typeof MachineSearch>;
