import type { Words } from "./words/words.ts";

/** Writes numbers and instants in a language and a zone. */
export function writer({ locale, days }: Words, timeZone: string) {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const short = format({ day: "numeric", month: "short", year: "numeric" });
  const long = format({ dateStyle: "full", timeStyle: "short" });
  const clock = format({ timeStyle: "short" });
  const nights = new Intl.DateTimeFormat(locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  const numbers = new Intl.NumberFormat(locale);
  return {
    number: (value: number): string => numbers.format(value),
    day: (at: number): string => short.format(at),
    moment: (at: number): string => long.format(at),
    time: (at: number): string => clock.format(at),
    /** A local date, such as 2026-11-23. */
    night: (date: string): string => nights.format(Date.parse(date)),
    /** How long ago, in whole days. */
    age: (from: number, now: number): string => days(Math.max(0, Math.floor((now - from) / 86_400_000))),
  };
}
