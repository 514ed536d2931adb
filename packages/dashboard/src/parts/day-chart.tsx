import { Skeleton, Text } from "@mantine/core";
import { lazy, Suspense } from "react";
import { say } from "../words/common/words.ts";
import type { DayChartProps } from "./day-chart-props.ts";

// The library cannot be loaded where the browser names no language that it knows: the words beside the chart stand alone there.
const Drawn = lazy(() => import("./drawn-day-chart.tsx").catch(() => ({ default: NotDrawn })));

function NotDrawn(_: DayChartProps) {
  return (
    <Text size="xs" c="dimmed">
      {say.noChart}
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
