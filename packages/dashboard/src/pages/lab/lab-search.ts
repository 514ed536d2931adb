import { PROBE_IDS, type ProbeId } from "@muster/shared/facts/index.ts";
import { Platform } from "@muster/shared/facts/machine.ts";
import { z } from "zod";

/** Which source the lab is set to. What was pasted is not part of the address: it may hold what is nobody else's business. */
export const LabSearch = z.object({
  platform: Platform.optional().catch(undefined),
  probe: z
    .enum(PROBE_IDS as [ProbeId, ...ProbeId[]])
    .optional()
    .catch(undefined),
  source: z.string().max(60).optional().catch(undefined),
});
export type LabSearch = z.infer<typeof LabSearch>;
