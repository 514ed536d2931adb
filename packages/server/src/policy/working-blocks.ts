import { type Calendar, WEEKDAYS, type Weekday } from "@muster/shared/calendar.ts";
import { DAY_MS } from "@muster/shared/duration.ts";

/**
 * The working intervals of one stretch of time, in order and disjoint, in epoch ms: interval i is [starts[i], ends[i]),
 * and before[i] ms were worked in the block until it starts.
 */
export type Block = { starts: Float64Array; ends: Float64Array; before: Float64Array; total: number };

const BLOCK_DAYS = 366;
const BLOCK_MS = BLOCK_DAYS * DAY_MS;

/** Blocks begin in 1970; this many reach to June 2200. */
const LAST_BLOCK = 230;

/**
 * Past every calendar's reach all time counts as worked. So a search always ends, even with a calendar that has no
 * working time at all, and the functions that search stay exact inverses of each other.
 */
const BEYOND: Block = {
  starts: Float64Array.of(LAST_BLOCK * BLOCK_MS),
  ends: Float64Array.of(Number.POSITIVE_INFINITY),
  before: Float64Array.of(0),
  total: Number.POSITIVE_INFINITY,
};

const known = new WeakMap<Calendar, (Block | undefined)[]>();

/** The number of the block that holds an instant (epoch ms, not negative). */
export function blockNumberAt(instant: number): number {
  return Math.min(Math.floor(instant / BLOCK_MS), LAST_BLOCK);
}

/** A calendar's block by its number; worked out once (some 5 ms) and kept as long as the calendar lives. */
export function blockOf(calendar: Calendar, number: number): Block {
  if (number >= LAST_BLOCK) return BEYOND;
  const blocks = known.get(calendar) ?? [];
  const found = blocks[number];
  if (found) return found;
  const block = workOut(calendar, number);
  blocks[number] = block;
  known.set(calendar, blocks);
  return block;
}

function workOut(calendar: Calendar, number: number): Block {
  const begin = number * BLOCK_MS;
  const end = begin + BLOCK_MS;
  const block = { starts: [] as number[], ends: [] as number[], before: [] as number[], total: 0 };
  // No zone is a whole day away from UTC, so one date more on either side covers the block.
  for (const [from, to] of workingIntervals(calendar, number * BLOCK_DAYS - 1, BLOCK_DAYS + 2)) {
    const [start, stop] = [Math.max(from, begin), Math.min(to, end)];
    if (start >= stop) continue;
    block.starts.push(start);
    block.ends.push(stop);
    block.before.push(block.total);
    block.total += stop - start;
  }
  return {
    starts: Float64Array.from(block.starts),
    ends: Float64Array.from(block.ends),
    before: Float64Array.from(block.before),
    total: block.total,
  };
}

/** The working intervals of so many local dates, counted from 1970-01-01, as [from, to) in epoch ms. */
function* workingIntervals(calendar: Calendar, firstDay: number, days: number): Generator<[number, number]> {
  const { timeZone, hours } = calendar;
  const workingDays = new Set<Weekday | undefined>(calendar.workingDays);
  const holidays = new Set(calendar.holidays);
  let next = new Temporal.PlainDate(1970, 1, 1).add({ days: firstDay });
  for (let day = 0; day < days; day++) {
    const date = next;
    next = date.add({ days: 1 });
    if (!workingDays.has(WEEKDAYS[date.dayOfWeek - 1]) || holidays.has(date.toString())) continue;
    const from = instantOf(date, hours.fromMinute, timeZone);
    const nextMidnight = next.toZonedDateTime(timeZone).epochMilliseconds;
    const to = hours.toMinute === 1440 ? nextMidnight : instantOf(date, hours.toMinute, timeZone);
    // A gap in the clock's time can push an edge over midnight, or skip a whole date (Apia, 2011-12-30).
    yield [from, Math.min(to, nextMidnight)];
  }
}

function instantOf(date: Temporal.PlainDate, minute: number, timeZone: string): number {
  const plainTime = new Temporal.PlainTime(Math.floor(minute / 60), minute % 60);
  return date.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;
}
