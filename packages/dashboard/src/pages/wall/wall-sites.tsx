import type { FleetSummary } from "@muster/shared/api.ts";
import { Reachability } from "@muster/shared/verdict.ts";
import type { WallPicture } from "@muster/shared/wall.ts";
import { REACHABILITY_LOOKS } from "../../theme/status.ts";
import { WallPanel } from "./wall-panel.tsx";

/** Where the failing machines are; where the policy knows no sites, who is within reach. */
export function WallSites({ sites, summary }: { sites: WallPicture["sites"]; summary: FleetSummary }) {
  if (sites.length === 0) {
    return (
      <WallPanel title="Reachability" isEmpty={summary.total === 0} empty="No machine yet.">
        <ul className="wall-lines">
          {Reachability.options.map((value) => (
            <li key={value}>
              <span>{REACHABILITY_LOOKS[value].word}</span>
              <b>{summary.byReachability[value].toLocaleString()}</b>
            </li>
          ))}
        </ul>
      </WallPanel>
    );
  }
  return (
    <WallPanel title="Non-compliant by site" isEmpty={false} empty="">
      <ul className="wall-lines">
        {sites.map(({ site, nonCompliant, total }) => (
          <li key={site}>
            <span>{site}</span>
            <span>
              <b>{nonCompliant.toLocaleString()}</b> of {total.toLocaleString()}
            </span>
          </li>
        ))}
      </ul>
    </WallPanel>
  );
}
