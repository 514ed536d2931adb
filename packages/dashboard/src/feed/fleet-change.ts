import { FleetSummary, MachineSummary } from "@muster/shared/api.ts";
import { Instant } from "@muster/shared/text.ts";
import { z } from "zod";

/** What the feed says, parsed like every other thing that crosses the wire. */
export const FleetChange = z.object({
  at: Instant,
  summary: FleetSummary,
  machines: z.array(MachineSummary),
  isPartial: z.boolean(),
});
