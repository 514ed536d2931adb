import { z } from "zod";

const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

export const DAY_MS = UNIT_MS.d;

/** Reads a duration such as `90s`, `15m`, `12h`, `7d` or `2w` into ms; null when it is none. */
export function parseDuration(text: string): number | null {
  const match = /^(\d{1,6})\s*([smhdw])$/.exec(text.trim());
  if (!match) return null;
  const [, count, unit] = match;
  return Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS];
}

/** A duration as people write it; parses to ms. */
export const DurationMs = z.string().transform((text, context) => {
  const ms = parseDuration(text);
  if (ms === null) {
    context.addIssue({ code: "custom", message: "expected a duration such as 15m, 12h or 7d" });
    return z.NEVER;
  }
  return ms;
});

/** Writes a duration in its largest whole unit: `9 days`, `4 hours`, `1 minute`. */
export function describeDuration(ms: number): string {
  const span = Math.abs(ms);
  const [size, word] =
    span >= 2 * UNIT_MS.d
      ? [UNIT_MS.d, "day"]
      : span >= UNIT_MS.h
        ? [UNIT_MS.h, "hour"]
        : span >= UNIT_MS.m
          ? [UNIT_MS.m, "minute"]
          : [UNIT_MS.s, "second"];
  const count = Math.floor(span / (size as number));
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
