import { z } from "zod";
import { TimeZone, WEEKDAYS } from "./calendar.ts";
import { Instant, Name } from "./text.ts";

/** How the server itself is, for whoever looks after it. */
export const SystemState = z.object({
  startedAt: Instant,
  nodeVersion: z.string(),
  store: z.object({
    /** What drives the store. */
    binding: z.string(),
    /** What it takes on the disk, here or where the database is. */
    bytes: z.number().int().nullable(),
  }),
  certificate: z.object({
    expiresAt: Instant,
    /** From when on the server makes the next one by itself. */
    renewsFrom: Instant,
    /** SHA-256 of the authority that agents trust. */
    caFingerprint: z.string(),
  }),
  /** Where agents and browsers find the server, and whether other PCs can. */
  publicAddress: z.string(),
  listensBeyondThisMachine: z.boolean(),
  agentsConnected: z.number().int(),
  hasMailServer: z.boolean(),
});
export type SystemState = z.infer<typeof SystemState>;

/** A site of the policy in force with its calendar, and how many machines belong to it. */
export const SiteState = z.object({
  name: Name,
  timeZone: TimeZone,
  workingDays: z.array(z.enum(WEEKDAYS)),
  /** Minutes of the wall clock since midnight. */
  hours: z.object({ fromMinute: z.number().int(), toMinute: z.number().int() }),
  /** Dates on which nobody works, those to come, the next one first. */
  holidays: z.array(z.iso.date()),
  machines: z.number().int(),
});
export type SiteState = z.infer<typeof SiteState>;
export const SiteStates = z.object({ items: z.array(SiteState), policyVersion: z.number().int() });
export type SiteStates = z.infer<typeof SiteStates>;
