import type { FleetSummary } from "@muster/shared/api.ts";
import { RULE_IDS, RULE_TITLES } from "@muster/shared/rules.ts";
import { WallPanel } from "./wall-panel.tsx";

const SHOWN = 5;

/** Which rules machines fail, the most failed first. */
export function WallRules({ summary: { flagsByRule } }: { summary: FleetSummary }) {
  const counts = RULE_IDS.map((rule) => ({ rule, count: flagsByRule[rule] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  return (
    <WallPanel title="Open flags by rule" isEmpty={counts.length === 0} empty="No open flag.">
      <ul className="wall-lines">
        {counts.slice(0, SHOWN).map(({ rule, count }) => (
          <li key={rule}>
            <span>{RULE_TITLES[rule]}</span>
            <b>{count.toLocaleString()}</b>
          </li>
        ))}
      </ul>
    </WallPanel>
  );
}
