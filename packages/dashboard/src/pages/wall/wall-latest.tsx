import { RULE_TITLES } from "@muster/shared/rules.ts";
import type { WallPicture } from "@muster/shared/wall.ts";
import { relativeTime } from "../../parts/relative-time.ts";
import { toneVariable, VERDICT_LOOKS } from "../../theme/status.ts";
import { WallPanel } from "./wall-panel.tsx";

/** What happened last, by rule and site. */
export function WallLatest({ changes, now }: { changes: WallPicture["latest"]; now: number }) {
  return (
    <WallPanel title="What changed" isEmpty={changes.length === 0} empty="Nothing yet.">
      <ul className="wall-lines">
        {changes.map(({ kind, rule, site, at }, index) => {
          const look = kind === "opened" ? VERDICT_LOOKS.fail : VERDICT_LOOKS.pass;
          const Icon = look.icon;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: two machines may change at once, and nothing else tells them apart
            <li key={`${at} ${rule} ${kind} ${index}`}>
              <span>
                <Icon className="wall-small-icon" color={toneVariable(look.tone, "ink")} aria-hidden />
                {RULE_TITLES[rule]}: {kind === "opened" ? "flag opened" : "resolved"}
                {site !== null && `, ${site}`}
              </span>
              <time dateTime={at}>{relativeTime(Date.parse(at), now)}</time>
            </li>
          );
        })}
      </ul>
    </WallPanel>
  );
}
