import { type Instant, toInstant } from "@muster/shared/text.ts";

export type ClamavHeader = { builtAt: Instant; version: string };

export const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

// The epoch is the ninth field after the magic word; twelve digits lie beyond the year 9999.
function readEpochMs(field: string | undefined): number | null {
  const match = /^(\d{9,11})(?:\s|$)/.exec(field ?? "");
  return match ? Number(match[1]) * 1000 : null;
}

/** Reads `16 Apr 2020 07-58 -0400`: the hyphen stands where a colon would end the field. */
function readTextDateMs(field: string): number | null {
  const match = /^(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2})-(\d{2}) ([+-])(\d{2})(\d{2})$/.exec(field.trim());
  if (!match) return null;
  const [, day, month, year, hours, minutes, sign, zoneHours, zoneMinutes] = match;
  const monthIndex = MONTHS.indexOf(month ?? "");
  if (monthIndex < 0) return null;
  const localMs = Date.UTC(Number(year), monthIndex, Number(day), Number(hours), Number(minutes));
  const zoneMs = (Number(zoneHours) * 60 + Number(zoneMinutes)) * 60_000;
  return sign === "-" ? localMs + zoneMs : localMs - zoneMs;
}

/**
 * Reads the header of a ClamAV database (cvd or cld): 512 bytes of text with ten fields parted by colons,
 * `ClamAV-VDB:build time:version:signatures:level:md5:signature:builder:epoch` (ClamAV's libclamav/cvd.c).
 * The epoch is preferred; a header cut before it still has its date in words. Null when it is no such header.
 */
export function parseClamavHeader(text: string): ClamavHeader | null {
  const [magic, builtText, version, signatures, , , , , epoch] = text.slice(0, 512).split(":");
  if (magic !== "ClamAV-VDB" || builtText === undefined || signatures === undefined) return null;
  if (!/^\d{1,9}$/.test(version ?? "")) return null;
  const builtMs = readEpochMs(epoch) ?? readTextDateMs(builtText);
  return builtMs === null ? null : { builtAt: toInstant(builtMs), version: version ?? "" };
}
