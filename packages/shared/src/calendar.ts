import { z } from "zod";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The days of the week in ISO 8601's order: Monday first. */
export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** An IANA time zone name. A bare offset such as `+01:00` is refused: it is wrong for half of most years. */
export const TimeZone = z
  .string()
  .refine(
    (name) => /^[A-Za-z]/.test(name) && isKnownZone(name),
    "expected an IANA time zone name such as Europe/Berlin or UTC",
  );

function isKnownZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    // Its only fault is a RangeError for a zone that it does not know, which is the answer.
    return false;
  }
}

const HOURS = /^([01]\d|2[0-3]):([0-5]\d)\s*-\s*(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;

/** A day's working hours as people write them, `08:00-17:30`; parses to minutes of the wall clock since midnight. */
const WorkingHours = z.string().transform((text, context) => {
  const match = HOURS.exec(text.trim());
  if (match) {
    const [, fromHour, fromMinutes, toHour = 24, toMinutes = 0] = match;
    const fromMinute = Number(fromHour) * 60 + Number(fromMinutes);
    const toMinute = Number(toHour) * 60 + Number(toMinutes);
    if (fromMinute < toMinute) return { fromMinute, toMinute };
  }
  context.addIssue({
    code: "custom",
    message: "expected hours of one day such as 08:00-17:30 or 00:00-24:00, the earlier first",
  });
  return z.NEVER;
});

/**
 * When people work: in which zone, on which days, between which hours, and on which dates not. Parsed values are
 * frozen, so that what is worked out of one may be kept with it.
 */
export const Calendar = z
  .strictObject({
    timeZone: TimeZone,
    workingDays: z
      .array(z.enum(WEEKDAYS, `expected days out of ${WEEKDAYS.join(", ")}`))
      .min(1, "expected at least one working day")
      .refine((days) => new Set(days).size === days.length, "expected each day once")
      .default(["mon", "tue", "wed", "thu", "fri"]),
    hours: WorkingHours.prefault("00:00-24:00"),
    holidays: z.array(z.iso.date("expected a date such as 2026-12-25")).max(400).default([]),
  })
  .readonly();
export type Calendar = z.infer<typeof Calendar>;

/** A span of working time. Days and weeks stay as written: what they are worth is for the calendar to say. */
export type WorkingSpan = { days: number } | { weeks: number } | { ms: number };

/** Reads `3d` (working days), `2w` (working weeks), `4h` or `90m` (working hours, minutes); null when it is none. */
function parseWorkingSpan(text: string): WorkingSpan | null {
  const match = /^(\d{1,4})\s*([mhdw])$/.exec(text.trim());
  if (!match) return null;
  const count = Number(match[1]);
  switch (match[2]) {
    case "d":
      return { days: count };
    case "w":
      return { weeks: count };
    case "h":
      return { ms: count * HOUR_MS };
    default:
      return { ms: count * MINUTE_MS };
  }
}

/** A span of working time as people write it. */
export const WorkingSpan = z.string().transform((text, context) => {
  const span = parseWorkingSpan(text);
  if (span === null) {
    context.addIssue({ code: "custom", message: "expected a span of working time such as 3d, 2w, 4h or 90m" });
    return z.NEVER;
  }
  return span;
});

/** Writes a span in words, without loss: `3 working days`, `1 working week`, `90 working minutes`. */
export function describeSpan(span: WorkingSpan): string {
  if ("days" in span) return counted(span.days, "day");
  if ("weeks" in span) return counted(span.weeks, "week");
  if (span.ms % HOUR_MS === 0) return counted(span.ms / HOUR_MS, "hour");
  return counted(span.ms / MINUTE_MS, "minute");
}

function counted(count: number, unit: string): string {
  return `${count} working ${unit}${count === 1 ? "" : "s"}`;
}
