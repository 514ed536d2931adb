import { z } from "zod";

/** What the address may say of the list of incidents. */
export const IncidentsSearch = z.object({ state: z.enum(["closed", "all"]).optional().catch(undefined) });
export type IncidentsSearch = z.infer<typeof IncidentsSearch>;
