import { z } from "zod";

export const TREND_DAYS = [7, 30, 90] as const;

/** How many days of the past the overview shows. */
export const OverviewSearch = z.object({
  days: z
    .union([z.literal(7), z.literal(30), z.literal(90)])
    .optional()
    .catch(undefined),
});
