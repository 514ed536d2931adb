import { z } from "zod";
import { Name } from "../text.ts";

export const StorageVolume = z.object({
  name: Name,
  sizeBytes: z.number().int().nonnegative(),
  /** Whole percent: a finer number would make every report differ from the last. */
  freePercent: z.number().int().min(0).max(100),
});
export type StorageVolume = z.infer<typeof StorageVolume>;

/** What the `storage` probe learns: the room on the volume that the OS starts from. */
export const StorageFacts = z.object({ volumes: z.array(StorageVolume).max(30) });
export type StorageFacts = z.infer<typeof StorageFacts>;
