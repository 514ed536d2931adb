import { WEEKDAYS, type Weekday } from "@muster/shared/calendar.ts";

const WORDS: Record<Weekday, string> = {
  mon: "Mon",
  tue: "Tue",
  wed: "Wed",
  thu: "Thu",
  fri: "Fri",
  sat: "Sat",
  sun: "Sun",
};

/** Days in the week's order, those that follow each other as a span: `Mon-Fri`, `Mon-Wed, Sat`. */
export function daysInWords(days: readonly Weekday[]): string {
  const runs: Weekday[][] = [];
  for (const [index, day] of WEEKDAYS.entries()) {
    if (!days.includes(day)) continue;
    const last = runs.at(-1);
    const before = WEEKDAYS[index - 1];
    if (last !== undefined && before !== undefined && last.at(-1) === before) last.push(day);
    else runs.push([day]);
  }
  return runs
    .map((run) => {
      const [first, last] = [run[0], run.at(-1)];
      if (first === undefined || last === undefined) return "";
      return run.length > 2 ? `${WORDS[first]}-${WORDS[last]}` : run.map((day) => WORDS[day]).join(", ");
    })
    .join(", ");
}

export function hoursInWords({ fromMinute, toMinute }: { fromMinute: number; toMinute: number }): string {
  return fromMinute === 0 && toMinute === 24 * 60 ? "all day" : `${clockOf(fromMinute)}-${clockOf(toMinute)}`;
}

function clockOf(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
}
