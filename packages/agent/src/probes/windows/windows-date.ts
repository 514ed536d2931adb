import { type Instant, toInstant } from "@muster/shared/text.ts";

/** FILETIME counts from 1601; what lies before 1602 stands for "never", shifted by the zone or not. */
const FIRST_REAL_MS = Date.UTC(1602, 0, 1);
const LAST_MS = Date.UTC(9999, 11, 31);
const FILETIME_EPOCH_MS = 11_644_473_600_000n;

function toDate(epochMs: number): Instant | null {
  return Number.isFinite(epochMs) && epochMs >= FIRST_REAL_MS && epochMs <= LAST_MS ? toInstant(epochMs) : null;
}

/** DMTF: `20240604101112.000000+120`, the zone in minutes (CIM_DATETIME). */
function parseDmtf(text: string): Instant | null {
  const match = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})\.\d{6}([+-])(\d{3})$/.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1, 7).map(Number);
  const zoneMs = Number(match[8]) * 60_000 * (match[7] === "-" ? -1 : 1);
  return toDate(Date.UTC(year, month - 1, day, hours, minutes, seconds) - zoneMs);
}

/**
 * Reads a date as PowerShell's JSON carries it: `/Date(ms)/`, ISO with up to seven fraction digits and a zone, DMTF,
 * RFC 1123 in GMT, or an object around one of them. Null for blanks, for 1601, and for text whose order of day and month or
 * whose zone depends on the machine's settings.
 */
export function parseWindowsDate(value: unknown): Instant | null {
  if (value !== null && typeof value === "object") return "value" in value ? parseWindowsDate(value.value) : null;
  if (typeof value !== "string") return null;
  const text = value.trim();
  const epoch = /^\\?\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\\?\/$/.exec(text);
  if (epoch) return toDate(Number(epoch[1]));
  const iso = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(\.\d{1,7})?(Z|[+-]\d{2}:\d{2})$/.exec(text);
  if (iso) return toDate(Date.parse(`${iso[1]}${(iso[2] ?? ".0").slice(0, 4)}${iso[3]}`));
  if (/^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) return toDate(Date.parse(text));
  return parseDmtf(text);
}

/** Reads a FILETIME (100 ns since 1601, as decimal text: it does not fit a number); null for 0, -1 and "never". */
export function parseFileTime(text: string | null): Instant | null {
  if (text === null || !/^\d{1,19}$/.test(text)) return null;
  return toDate(Number(BigInt(text) / 10_000n - FILETIME_EPOCH_MS));
}
