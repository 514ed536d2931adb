import type { FleetSummary } from "@muster/shared/api.ts";
import { MACHINE_LOOKS, MACHINE_STATUSES, toneVariable } from "../../theme/status.ts";
import { fleetSentence } from "../overview/fleet-sentence.ts";
import { share } from "./share.ts";

/** What is well comes first in the bar, as on the overview. */
const ORDER = MACHINE_STATUSES.toReversed();

/** The one figure, the sentence, and every status with its count. */
export function WallFigures({ summary }: { summary: FleetSummary }) {
  const { total, byStatus } = summary;
  return (
    <>
      <header className="wall-head">
        <p className="wall-share" aria-hidden>
          {share(byStatus.compliant, total)}
        </p>
        <h1 className="wall-sentence" data-testid="wall-sentence">
          {fleetSentence(summary)
            .map(({ text }) => text)
            .join("")}
        </h1>
      </header>
      <div className="wall-bar" aria-hidden>
        {ORDER.filter((status) => byStatus[status] > 0).map((status) => (
          <span
            key={status}
            style={{ flexGrow: byStatus[status], background: toneVariable(MACHINE_LOOKS[status].tone, "fill") }}
          />
        ))}
      </div>
      <ul className="wall-statuses" aria-label="Machines by status">
        {ORDER.map((status) => {
          const { icon: Icon, word, tone } = MACHINE_LOOKS[status];
          return (
            <li key={status} style={{ color: toneVariable(byStatus[status] === 0 ? "none" : tone, "ink") }}>
              <Icon className="wall-icon" aria-hidden />
              <span className="wall-count">{byStatus[status].toLocaleString()}</span>
              <span>{word}</span>
            </li>
          );
        })}
      </ul>
    </>
  );
}
