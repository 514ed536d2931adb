import type { FleetSummary } from "@muster/shared/api.ts";
import type { FleetDay } from "@muster/shared/history.ts";
import { toneVariable } from "../../theme/status.ts";
import { share } from "./share.ts";
import { WallPanel } from "./wall-panel.tsx";

type Props = { days: readonly FleetDay[]; summary: FleetSummary };

/** Each day's share of compliant machines, and how it stands now. */
export function WallTrend({ days, summary }: Props) {
  const shares = days.map(({ day, byStatus }) => {
    const total = Object.values(byStatus).reduce((sum, count) => sum + count, 0);
    return { day, total, compliant: byStatus.compliant ?? 0 };
  });
  const counted = shares.filter(({ total }) => total > 0);
  const first = counted[0];
  const isShort = counted.length < 2 || first === undefined;
  return (
    <WallPanel title="Compliant, last 30 days" isEmpty={isShort} empty="The trend begins with the second day.">
      <div className="wall-columns" aria-hidden>
        {counted.map(({ day, total, compliant }) => (
          <span key={day} style={{ background: toneVariable("none", "tint") }}>
            <i style={{ height: `${(compliant / total) * 100}%`, background: toneVariable("good", "fill") }} />
          </span>
        ))}
      </div>
      {!isShort && (
        <p className="wall-words">
          {share(first.compliant, first.total)} {counted.length - 1} {counted.length === 2 ? "day" : "days"} ago,{" "}
          {share(summary.byStatus.compliant, summary.total)} now
        </p>
      )}
    </WallPanel>
  );
}
