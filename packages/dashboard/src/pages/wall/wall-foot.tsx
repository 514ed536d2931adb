import { DAY_MS } from "@muster/shared/duration.ts";
import type { WallPicture } from "@muster/shared/wall.ts";
import { IconPlugConnected, IconPlugConnectedX } from "@tabler/icons-react";
import { elapsed, relativeTime } from "../../parts/relative-time.ts";
import { toneVariable } from "../../theme/status.ts";

/** A screen whose link ends is told of this long before, in ms. */
const WARN_BEFORE_MS = 14 * DAY_MS;

const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

type Props = { wall: WallPicture["wall"]; updatedAt: number; isOld: boolean; now: number };

/** The time, how old the figures are, and whether the server can be heard. */
export function WallFoot({ wall, updatedAt, isOld, now }: Props) {
  const Icon = isOld ? IconPlugConnectedX : IconPlugConnected;
  const endsAt = wall === null ? Number.POSITIVE_INFINITY : Date.parse(wall.expiresAt);
  return (
    <footer className="wall-foot">
      <p role="status" data-testid="wall-connection" data-state={isOld ? "lost" : "live"}>
        <span style={{ color: toneVariable(isOld ? "warn" : "good", "ink") }}>
          <Icon className="wall-small-icon" aria-hidden />
          {isOld ? `Not connected. These figures are ${elapsed(updatedAt, now)} old.` : "Live"}
        </span>
      </p>
      {!isOld && <p>Counted {relativeTime(updatedAt, now)}</p>}
      {endsAt - now < WARN_BEFORE_MS && (
        <p style={{ color: toneVariable("warn", "ink") }}>
          This screen's link ends {relativeTime(endsAt, now)}: an admin makes a new one under Settings.
        </p>
      )}
      <p className="wall-clock">
        {wall !== null && `${wall.name} · `}
        <time>{CLOCK.format(now)}</time>
      </p>
    </footer>
  );
}
