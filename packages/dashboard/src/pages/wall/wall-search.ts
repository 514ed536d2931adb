import { z } from "zod";

/** What the address of a wall screen may say: its colours, since nobody sets them at the screen. */
export const WallSearch = z.object({ scheme: z.enum(["light", "dark"]).optional().catch(undefined) });
export type WallSearch = z.infer<typeof WallSearch>;
