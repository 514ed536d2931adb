import { DAY_MS } from "@muster/shared/duration.ts";
import type { Pc } from "./company.ts";
import type { Random } from "./random.ts";

/** Since when Berlin's stale machines have had no new definitions. */
const STALE_DAYS = 8;

/** Since when the silent ones have said nothing. */
export const SILENT_DAYS = 16;

/** What has become of a PC by the morning of a working day; `end` is the day on which the story ends. Instants in epoch ms. */
export function liveADay(pc: Pc, morning: number, end: number, random: Random): void {
  const isStale = pc.oddity === "stale-definitions" && morning > end - STALE_DAYS * DAY_MS;
  // Vendors publish several times a day; a machine has what came out some hours before it was last awake.
  if (!isStale && random.chance(0.8)) pc.definitionsAt = morning - random.between(2, 20) * 3_600_000;
  if (morning - pc.passwordSetAt > pc.passwordDays * DAY_MS) pc.passwordSetAt = morning;
  if (morning - pc.updatesAt > random.between(12, 40) * DAY_MS) pc.updatesAt = morning;
  if (pc.oddity === "firewall-off" && morning > end - 3 * DAY_MS) pc.isFirewallOn = false;
  else if (pc.oddity === "firewall-flapping") pc.isFirewallOn = random.chance(0.5);
  // Somebody turns it off to make something work, and IT has it on again the next day.
  else pc.isFirewallOn = !random.chance(0.004);
}
