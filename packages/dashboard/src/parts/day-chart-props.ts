/** A line over days; `colour` names a variable of the theme. */
export type DayLine = { label: string; colour: string; isDashed?: boolean; values: readonly number[] };

export type DayChartProps = {
  /** UTC days such as 2026-11-23, the oldest first. */
  days: readonly string[];
  lines: readonly DayLine[];
  /** Days to mark, each with a word. */
  marks?: readonly { day: string; word: string }[];
  height: number;
};
