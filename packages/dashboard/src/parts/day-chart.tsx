import { Skeleton, Text } from "@mantine/core";
import { lazy, Suspense } from "react";

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

// The library cannot be loaded where the browser names no language that it knows: the words beside the chart stand alone there.
const Drawn = lazy(() => import("./drawn-day-chart.tsx").catch(() => ({ default: NotDrawn })));

function NotDrawn(_: DayChartProps) {
  return (
    <Text size="xs" c="dimmed">
      The chart cannot be drawn in this browser.
    </Text>
  );
}

/** Numbers by day, for the eye: whoever uses it says the same in words. Loaded when it is first needed. */
export function DayChart(props: DayChartProps) {
  return (
    <Suspense fallback={<Skeleton height={props.height} />}>
      <Drawn {...props} />
    </Suspense>
  );
}
