import type { TimelineDensity } from "@muster/shared/history.ts";
import { type PointerEvent, useState } from "react";
import { between, type Stretch } from "./zoom.ts";

type Props = { density: TimelineDensity; onChoose: (stretch: Stretch) => void };

/** How much happened when. Drawing over it with a pointer goes there; the buttons beside it do the same for a keyboard. */
export function TimelineStrip({ density, onChoose }: Props) {
  const [drawn, setDrawn] = useState<{ first: number; second: number } | null>(null);
  const most = Math.max(1, ...density.bars);
  const shareAt = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return (event.clientX - left) / Math.max(1, width);
  };
  return (
    <div
      className="strip"
      aria-hidden
      data-testid="timeline-strip"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        const share = shareAt(event);
        setDrawn({ first: share, second: share });
      }}
      onPointerMove={(event) => {
        const second = shareAt(event);
        setDrawn((before) => before && { ...before, second });
      }}
      onPointerCancel={() => setDrawn(null)}
      onPointerUp={(event) => {
        const second = shareAt(event);
        // A press without a stroke means the bar that was pressed.
        const isStroke = drawn !== null && Math.abs(second - drawn.first) > 0.01;
        const bar = Math.floor(second * density.bars.length);
        const [from, to] = isStroke
          ? [drawn.first, second]
          : [bar / density.bars.length, (bar + 1) / density.bars.length];
        setDrawn(null);
        onChoose(between({ from: Date.parse(density.from), to: Date.parse(density.to) }, from, to));
      }}
    >
      {density.bars.map((count, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place in time
        <span key={index}>{count > 0 && <i style={{ height: `${Math.max(8, (count / most) * 100)}%` }} />}</span>
      ))}
      {drawn !== null && (
        <b
          style={{
            left: `${Math.max(0, Math.min(drawn.first, drawn.second)) * 100}%`,
            right: `${Math.max(0, 1 - Math.max(drawn.first, drawn.second)) * 100}%`,
          }}
        />
      )}
    </div>
  );
}
