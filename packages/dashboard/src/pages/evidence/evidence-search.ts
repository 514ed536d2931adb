import { z } from "zod";

/** What the address may say of the evidence page: the machine that one came from. */
export const EvidenceSearch = z.object({ machine: z.string().max(60).optional().catch(undefined) });
