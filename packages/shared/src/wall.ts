import { z } from "zod";
import { FleetSummary } from "./api.ts";
import { FleetDay } from "./history.ts";
import { MAX_WALL_NAME_CHARS } from "./limits.ts";
import { RuleId, Severity } from "./rules.ts";
import { Instant, Name } from "./text.ts";

/** The header that carries a wall's token. Not a cookie: a browser must never add it to a request by itself. */
export const WALL_HEADER = "muster-wall";

/** How long a wall's link may last, in days, and how long it does unless somebody says otherwise. */
export const MAX_WALL_DAYS = 365;
export const USUAL_WALL_DAYS = 90;

/** Where a screen hangs, as its link is told apart from others. */
export const WallName = z
  .string()
  .trim()
  .min(1, "expected a name, such as the room where the screen hangs")
  .max(MAX_WALL_NAME_CHARS)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} .,'_()-]*$/u, "expected letters, digits, spaces and . , ' _ ( ) - only");

export const NewWallLink = z.strictObject({
  name: WallName,
  expiresInDays: z.number().int().min(1).max(MAX_WALL_DAYS).default(USUAL_WALL_DAYS),
});
export type NewWallLink = z.infer<typeof NewWallLink>;

export const WallLink = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: Instant,
  createdBy: z.string(),
  expiresAt: Instant,
  revokedAt: Instant.nullable(),
  /** When a screen last asked with it; null for never. */
  lastUsedAt: Instant.nullable(),
});
export type WallLink = z.infer<typeof WallLink>;
export const WallLinks = z.object({ items: z.array(WallLink) });

/** The link itself; shown once. */
export const WallOffer = z.object({ wall: WallLink, link: z.string() });
export type WallOffer = z.infer<typeof WallOffer>;

/** Something that happened to a machine, told without naming it: names of machines often name people. */
const WallChange = z.object({
  kind: z.enum(["opened", "resolved"]),
  rule: RuleId,
  severity: Severity,
  site: Name.nullable(),
  at: Instant,
});

/** The fleet as a screen on a wall shows it to whoever passes. Figures alone: no person and no machine has a name here. */
export const WallPicture = z.object({
  /** When the figures were counted, on the server's clock. */
  at: Instant,
  summary: FleetSummary,
  /** Sites with machines that are not compliant, the worst first. */
  sites: z.array(z.object({ site: Name, nonCompliant: z.number().int(), total: z.number().int() })),
  /** The latest flags that opened or were resolved. */
  latest: z.array(WallChange),
  days: z.array(FleetDay),
  /** The link that was asked with; null when an operator looks. */
  wall: z.object({ name: z.string(), expiresAt: Instant }).nullable(),
});
export type WallPicture = z.infer<typeof WallPicture>;
