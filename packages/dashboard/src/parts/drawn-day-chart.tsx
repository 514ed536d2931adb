import { useEffect, useRef } from "react";
import uPlot from "uplot";
import { locale } from "../words/spoken.ts";
import "uplot/dist/uPlot.min.css";
import type { DayChartProps } from "./day-chart-props.ts";

const MIN_WIDTH = 240;
const WHOLE_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];

const secondsOf = (day: string) => Date.parse(day) / 1_000;

export default function DrawnDayChart({ days, lines, marks = [], height }: DayChartProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = place.current;
    if (box === null) return;
    const dayOf = new Intl.DateTimeFormat(locale(), { day: "numeric", month: "short", timeZone: "UTC" });
    const colour = (name: string) => getComputedStyle(box).getPropertyValue(name).trim();
    const ink = colour("--mantine-color-dimmed");
    const grid = { stroke: colour("--mantine-color-default-border"), width: 1 };
    const axis = { stroke: ink, grid, ticks: { show: false } };
    const width = () => Math.max(box.clientWidth, MIN_WIDTH);
    const chart = new uPlot(
      {
        width: width(),
        height,
        legend: { show: false },
        cursor: { show: false },
        axes: [
          { ...axis, values: (_chart, at) => at.map((seconds) => dayOf.format(seconds * 1_000)) },
          { ...axis, size: 44, incrs: WHOLE_STEPS },
        ],
        scales: { y: { range: (_chart, _low, high) => [0, Math.max(high, 1)] } },
        series: [
          {},
          ...lines.map((line) => ({
            label: line.label,
            stroke: colour(line.colour),
            width: 2,
            points: { show: false },
            ...(line.isDashed ? { dash: [4, 4] } : {}),
          })),
        ],
        hooks: { draw: [(drawn) => draw(drawn, marks, ink)] },
      },
      [days.map(secondsOf), ...lines.map((line) => [...line.values])],
      box,
    );
    const watch = new ResizeObserver(() => chart.setSize({ width: width(), height }));
    watch.observe(box);
    return () => {
      watch.disconnect();
      chart.destroy();
    };
  }, [days, lines, marks, height]);
  return <div ref={place} aria-hidden data-testid="day-chart" />;
}

function draw({ ctx, bbox, valToPos }: uPlot, marks: NonNullable<DayChartProps["marks"]>, ink: string): void {
  ctx.save();
  ctx.strokeStyle = ink;
  ctx.fillStyle = ink;
  ctx.setLineDash([4, 4]);
  for (const { day, word } of marks) {
    const x = valToPos(secondsOf(day), "x", true);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.fillText(word, x + 4, bbox.top + 12);
  }
  ctx.restore();
}
