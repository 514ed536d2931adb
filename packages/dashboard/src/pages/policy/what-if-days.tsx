import { Stack, Text, Title } from "@mantine/core";
import type { WhatIfDay } from "@muster/shared/what-if.ts";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { toneVariable } from "../../theme/status.ts";
import { daysSentence } from "./days-sentence.ts";

const HEIGHT = 160;
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

/** The past days as they were and as they would have been, for whoever sees and in words. */
export default function WhatIfDays({ days }: { days: readonly WhatIfDay[] }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = place.current;
    if (box === null) return;
    const colour = (name: string) => getComputedStyle(box).getPropertyValue(name).trim();
    const ink = colour("--mantine-color-dimmed");
    const line = colour("--mantine-color-default-border");
    const axis = { stroke: ink, grid: { stroke: line, width: 1 }, ticks: { show: false } };
    const chart = new uPlot(
      {
        width: Math.max(box.clientWidth, 240),
        height: HEIGHT,
        legend: { show: false },
        cursor: { show: false },
        axes: [
          { ...axis, values: (_chart, days) => days.map((day) => DAY.format(day * 1_000)) },
          { ...axis, size: 44, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000] },
        ],
        scales: { y: { range: (_chart, _low, high) => [0, Math.max(high, 1)] } },
        series: [
          {},
          { label: "in force", stroke: ink, width: 2, dash: [4, 4] },
          { label: "rehearsed", stroke: colour("--tone-bad-fill"), width: 2 },
        ],
      },
      [
        days.map((day) => Date.parse(day.day) / 1_000),
        days.map((day) => day.failingBefore),
        days.map((day) => day.failingAfter),
      ],
      box,
    );
    const watch = new ResizeObserver(() => chart.setSize({ width: Math.max(box.clientWidth, 240), height: HEIGHT }));
    watch.observe(box);
    return () => {
      watch.disconnect();
      chart.destroy();
    };
  }, [days]);
  return (
    <Stack gap={4}>
      <Title order={3}>The last {days.length} days</Title>
      <Text size="sm">{daysSentence(days)}</Text>
      <div ref={place} aria-hidden data-testid="what-if-days" />
      <Text size="xs" c="dimmed">
        Machines that fail a rule at the end of each day: dashed by the policy in force,{" "}
        <span style={{ color: toneVariable("bad", "ink") }}>solid</span> by the rehearsed one. Silence, clocks, graces
        and waivers are left aside.
      </Text>
    </Stack>
  );
}
