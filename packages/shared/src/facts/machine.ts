import { z } from "zod";
import { Instant, Name } from "../text.ts";

export const Platform = z.enum(["linux", "darwin", "win32"]);
export type Platform = z.infer<typeof Platform>;

/** What the `machine` probe learns: which PC this is and what it runs. */
export const MachineFacts = z.object({
  hostname: Name,
  platform: Platform,
  /** The OS as people name it, such as `Debian GNU/Linux`, and its version, such as `12`. */
  osName: Name,
  osVersion: z.string().max(100),
  kernel: z.string().max(100),
  architecture: z.string().max(40),
  manufacturer: z.string().max(200).nullable(),
  model: z.string().max(200).nullable(),
  serialNumber: z.string().max(200).nullable(),
  hardwareUuid: z.string().max(100).nullable(),
  bootedAt: Instant.nullable(),
});
export type MachineFacts = z.infer<typeof MachineFacts>;
