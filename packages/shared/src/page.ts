import { z } from "zod";
import { MAX_PAGE_ITEMS } from "./limits.ts";

/** Which page of a list is asked for. */
export const PageQuery = z.object({
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_ITEMS).default(50),
});
