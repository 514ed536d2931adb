/** The last instant of a day such as `2026-11-24` in the zone of whoever looks; the present if it has not come yet. Null for no day. */
export function endOfDay(day: string, now: number): string | null {
  const date = new Date(`${day}T00:00:00`);
  if (Number.isNaN(date.getTime())) return null;
  // By the calendar: a day is not always 24 hours long.
  date.setDate(date.getDate() + 1);
  return new Date(Math.min(date.getTime() - 1, now)).toISOString();
}
