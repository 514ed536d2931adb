const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The largest unit in which a span is still exact enough to act on. */
function spanInWords(ms: number): string {
  if (ms < MINUTE) return `${Math.floor(ms / 1_000)} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < 2 * DAY) return count(Math.floor(ms / HOUR), "hour");
  if (ms < 90 * DAY) return count(Math.floor(ms / DAY), "day");
  if (ms < 730 * DAY) return count(Math.floor(ms / (30 * DAY)), "month");
  return count(Math.floor(ms / (365 * DAY)), "year");
}

function count(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? "" : "s"}`;
}

/**
 * `4 min ago`, `in 3 days`, `just now`. Instants up to a minute ahead count as now: the server's clock and the browser's
 * are never quite the same.
 */
export function relativeTime(instantMs: number, nowMs: number): string {
  const ahead = instantMs - nowMs;
  if (ahead > MINUTE) return `in ${spanInWords(ahead)}`;
  return ahead > -10_000 ? "just now" : `${spanInWords(-ahead)} ago`;
}

/** How long something has lasted, without `ago`: `9 days`. */
export function elapsed(fromMs: number, toMs: number): string {
  const span = Math.max(0, toMs - fromMs);
  return span < 10_000 ? "a few seconds" : spanInWords(span);
}

/** How old something is by the measure that policies use: hours up to two days, then days and nothing larger. */
export function ageInDays(fromMs: number, nowMs: number): string {
  const age = Math.max(0, nowMs - fromMs);
  return age < 2 * DAY ? count(Math.floor(age / HOUR), "hour") : count(Math.floor(age / DAY), "day");
}

/** The whole instant with its zone: `Fri 27 Nov 2026, 09:00:00 CET`. */
export function exactTime(instantMs: number, timeZone?: string): string {
  return format(instantMs, timeZone, { year: "numeric", second: "2-digit", timeZoneName: "short" });
}

/** A deadline both ways: `in 3 days - Fri 27 Nov, 09:00`. */
export function deadline(instantMs: number, nowMs: number, timeZone?: string): string {
  return `${relativeTime(instantMs, nowMs)} - ${format(instantMs, timeZone, {})}`;
}

function format(instantMs: number, timeZone: string | undefined, more: Intl.DateTimeFormatOptions): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    ...(timeZone === undefined ? {} : { timeZone }),
    ...more,
  }).formatToParts(instantMs);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((entry) => entry.type === type)?.value;
  const date = [part("weekday"), part("day"), part("month"), part("year")].filter(Boolean).join(" ");
  const time = [part("hour"), part("minute"), part("second")].filter(Boolean).join(":");
  const zone = part("timeZoneName");
  return `${date}, ${time}${zone === undefined ? "" : ` ${zone}`}`;
}
