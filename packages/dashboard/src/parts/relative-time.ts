import { say } from "../words/common/words.ts";
import { locale } from "../words/spoken.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Unit = "second" | "minute" | "hour" | "day" | "month" | "year";

/** The largest unit in which a span is still exact enough to act on. */
function inUnit(ms: number): [number, Unit] {
  if (ms < MINUTE) return [Math.floor(ms / 1_000), "second"];
  if (ms < HOUR) return [Math.floor(ms / MINUTE), "minute"];
  if (ms < 2 * DAY) return [Math.floor(ms / HOUR), "hour"];
  if (ms < 90 * DAY) return [Math.floor(ms / DAY), "day"];
  if (ms < 730 * DAY) return [Math.floor(ms / (30 * DAY)), "month"];
  return [Math.floor(ms / (365 * DAY)), "year"];
}

/** Seconds and minutes stand in narrow columns; the larger units read better whole. */
const widthOf = (unit: Unit) => (unit === "second" || unit === "minute" ? "short" : "long");

function inWords(count: number, unit: Unit): string {
  return new Intl.NumberFormat(locale(), { style: "unit", unit, unitDisplay: widthOf(unit) }).format(count);
}

/**
 * `4 min ago`, `in 3 days`, `just now`. Instants up to a minute ahead count as now: the server's clock and the browser's
 * are never quite the same.
 */
export function relativeTime(instantMs: number, nowMs: number): string {
  const ahead = instantMs - nowMs;
  if (ahead <= MINUTE && ahead > -10_000) return say.justNow;
  const [count, unit] = inUnit(Math.abs(ahead));
  const words = new Intl.RelativeTimeFormat(locale(), { numeric: "always", style: widthOf(unit) });
  return words.format(ahead > 0 ? count : -count, unit);
}

/** How long something has lasted, without `ago`: `9 days`. */
export function elapsed(fromMs: number, toMs: number): string {
  const span = Math.max(0, toMs - fromMs);
  return span < 10_000 ? say.fewSeconds : inWords(...inUnit(span));
}

/** How old something is by the measure that policies use: hours up to two days, then days and nothing larger. */
export function ageInDays(fromMs: number, nowMs: number): string {
  const age = Math.max(0, nowMs - fromMs);
  return age < 2 * DAY ? inWords(Math.floor(age / HOUR), "hour") : inWords(Math.floor(age / DAY), "day");
}

/** The whole instant with its zone: `Fri 27 Nov 2026, 09:00:00 CET`. */
export function exactTime(instantMs: number, timeZone?: string): string {
  return format(instantMs, timeZone, { year: "numeric", second: "2-digit", timeZoneName: "short" });
}

/** A deadline both ways: `in 3 days - Fri 27 Nov, 09:00`. */
export function deadline(instantMs: number, nowMs: number, timeZone?: string): string {
  return `${relativeTime(instantMs, nowMs)} - ${format(instantMs, timeZone, {})}`;
}

/** A UTC day such as 2026-11-24 as people write it: `24 Nov 2026`. */
export function dayInWords(day: string): string {
  const words = new Intl.DateTimeFormat(locale(), { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  return words.format(Date.parse(day));
}

function format(instantMs: number, timeZone: string | undefined, more: Intl.DateTimeFormatOptions): string {
  const words = new Intl.DateTimeFormat(locale(), {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    ...(timeZone === undefined ? {} : { timeZone }),
    ...more,
  });
  // Between the weekday and the day a comma would be one too many: another stands before the time.
  return words.format(instantMs).replace(/^([\p{L}.]+),/u, "$1");
}
