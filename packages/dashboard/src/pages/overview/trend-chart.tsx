import type { FleetDay } from "@muster/shared/history.ts";
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { MACHINE_LOOKS } from "../../theme/status.ts";
import { TREND_LINES } from "./trend-lines.ts";
import { policyChanges } from "./trend-sentence.ts";

const HEIGHT = 280;
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

const secondsOf = (day: FleetDay) => Date.parse(day.day) / 1_000;

/** For the eye; the sentence above it says the same. */
export default function TrendChart({ days }: { days: readonly FleetDay[] }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = place.current;
    if (box === null) return;
    const colour = (name: string) => getComputedStyle(box).getPropertyValue(name).trim();
    const ink = colour("--mantine-color-dimmed");
    const line = colour("--mantine-color-default-border");
    const axis = { stroke: ink, grid: { stroke: line, width: 1 }, ticks: { show: false } };
    const changes = policyChanges(days);
    const chart = new uPlot(
      {
        width: Math.max(box.clientWidth, 240),
        height: HEIGHT,
        legend: { show: false },
        cursor: { show: false },
        axes: [
          { ...axis, values: (_chart, at) => at.map((seconds) => DAY.format(seconds * 1_000)) },
          { ...axis, size: 44, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000] },
        ],
        scales: { y: { range: (_chart, _low, high) => [0, Math.max(high, 1)] } },
        series: [
          {},
          ...TREND_LINES.map((status) => ({
            label: status,
            stroke: colour(`--tone-${MACHINE_LOOKS[status].tone}-fill`),
            width: 2,
            points: { show: false },
          })),
        ],
        hooks: { draw: [(drawn) => markChanges(drawn, changes, ink)] },
      },
      [days.map(secondsOf), ...TREND_LINES.map((status) => days.map((day) => day.byStatus[status] ?? 0))],
      box,
    );
    const watch = new ResizeObserver(() => chart.setSize({ width: Math.max(box.clientWidth, 240), height: HEIGHT }));
    watch.observe(box);
    return () => {
      watch.disconnect();
      chart.destroy();
    };
  }, [days]);
  return <div ref={place} aria-hidden data-testid="trend-chart" />;
}

function markChanges({ ctx, bbox, valToPos }: uPlot, changes: readonly FleetDay[], ink: string): void {
  ctx.save();
  ctx.strokeStyle = ink;
  ctx.fillStyle = ink;
  ctx.setLineDash([4, 4]);
  for (const day of changes) {
    const x = valToPos(secondsOf(day), "x", true);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.fillText(`v${day.policyVersion}`, x + 4, bbox.top + 12);
  }
  ctx.restore();
}
