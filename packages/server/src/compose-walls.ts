import { randomUUID } from "node:crypto";
import { createWallLinks } from "./auth/wall-links.ts";
import type { Presence } from "./feed/describe-fleet.ts";
import { createWallPicture } from "./feed/wall-picture.ts";
import type { Roster } from "./roster/roster.ts";
import type { Store } from "./store/open-store.ts";

/** What serves screens on a wall. */
export function composeWalls(pieces: { store: Store; roster: Roster; presence: Presence; now: () => number }) {
  const { store, roster, presence, now } = pieces;
  return {
    wallLinks: createWallLinks({ store, now, newId: randomUUID }),
    wallPicture: createWallPicture({ reader: store.reader, roster, presence, now }),
  };
}
