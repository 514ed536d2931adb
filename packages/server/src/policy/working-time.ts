import type { Calendar, WorkingSpan } from "@muster/shared/calendar.ts";
import { DAY_MS } from "@muster/shared/duration.ts";
import { type Block, blockNumberAt, blockOf } from "./working-blocks.ts";

/*
 * Working time is the real time that passes between the calendar's two wall times on each of its working days. A wall
 * time that the clocks skip or show twice is read as Temporal's "compatible" reads it: skipped, moved on by the gap;
 * doubled, the first. So a day of 00:00-24:00 has 23 or 25 hours when the clocks change, and one of 08:00-17:30 is as
 * ever. Hours that the change turns round (02:50-03:10 when 02:00 becomes 03:00) have none that day. Nothing is worked
 * before 1970, and from June 2200 on everything is: a calendar that never works has its answers there.
 */

/**
 * The first instant (epoch ms) at which so much working time has passed since `start` (epoch ms); `start` itself for a
 * span of nothing. Null is round the clock. Never before `start`, and never earlier for a later start or a longer span.
 */
export function afterWorking(calendar: Calendar | null, start: number, span: WorkingSpan): number {
  const ms = spanMs(calendar, span);
  if (ms <= 0) return start;
  if (calendar === null) return start + ms;
  const from = Math.max(start, 0);
  let number = blockNumberAt(from);
  let block = blockOf(calendar, number);
  let target = workedUntil(block, from) + ms;
  while (target > block.total) {
    target -= block.total;
    block = blockOf(calendar, ++number);
  }
  return instantWorked(block, target);
}

/** The working time (ms) in [from, to), both epoch ms; 0 when `to` is not after `from`. Null is round the clock. */
export function workingBetween(calendar: Calendar | null, from: number, to: number): number {
  if (to <= from) return 0;
  if (calendar === null) return to - from;
  const [start, end] = [Math.max(from, 0), Math.max(to, 0)];
  const last = blockNumberAt(end);
  let worked = -workedUntil(blockOf(calendar, blockNumberAt(start)), start);
  for (let number = blockNumberAt(start); number < last; number++) worked += blockOf(calendar, number).total;
  return worked + workedUntil(blockOf(calendar, last), end);
}

/**
 * What a span is worth in ms of working time. A day is the calendar's hours by the wall clock, a week as many of them
 * as its week has working days; with no calendar they are 24 hours and 7 days.
 */
export function spanMs(calendar: Calendar | null, span: WorkingSpan): number {
  if ("ms" in span) return span.ms;
  const dayMs = calendar === null ? DAY_MS : (calendar.hours.toMinute - calendar.hours.fromMinute) * 60_000;
  if ("days" in span) return span.days * dayMs;
  return span.weeks * dayMs * (calendar === null ? 7 : calendar.workingDays.length);
}

/** The working time (ms) from a block's beginning to an instant in it. */
function workedUntil(block: Block, instant: number): number {
  const index = lastBelow(block.starts, instant);
  if (index < 0) return 0;
  return at(block.before, index) + Math.min(instant, at(block.ends, index)) - at(block.starts, index);
}

/** The first instant by which so much (ms, above 0, at most the block's total) has been worked in a block. */
function instantWorked(block: Block, worked: number): number {
  // Worked to the full just when an interval begins, it was so at the end of the one before: hence "below".
  const index = lastBelow(block.before, worked);
  return at(block.starts, index) + worked - at(block.before, index);
}

/** The index of the last value below the limit in a sorted array; -1 when there is none. */
function lastBelow(sorted: Float64Array, limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(sorted, middle) < limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** An index that the search has kept inside the array. */
function at(values: Float64Array, index: number): number {
  return values[index] as number;
}
