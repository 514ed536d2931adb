import { DAY_MS } from "@muster/shared/duration.ts";
import { AppError } from "@muster/shared/errors.ts";
import { MAX_WALL_LINKS } from "@muster/shared/limits.ts";
import type { NewWallLink } from "@muster/shared/wall.ts";
import type { Store } from "../store/open-store.ts";
import type { WallLinkRow } from "../store/schema.ts";
import {
  countGoodWallLinks,
  findWallLink,
  forgetWallLinks,
  listWallLinks,
  revokeWallLink,
  saveWallLink,
  touchWallLink,
} from "../store/wall-links.ts";
import { hashToken, newToken } from "./secrets.ts";

/** The last use is written at most this often in ms, so that a screen that asks all day costs few writes. */
const TOUCH_EVERY_MS = 60_000;

/** How long in ms a link is still listed after its end, so that people see why a screen went dark. */
const LISTED_AFTER_END_MS = 30 * DAY_MS;

export type WallLinks = ReturnType<typeof createWallLinks>;

/** Links by which screens on a wall see figures and nothing else. Only hashes of their tokens are stored. */
export function createWallLinks(options: {
  store: Pick<Store, "writer" | "reader">;
  now: () => number;
  newId: () => string;
}) {
  const { now, newId } = options;
  const { writer, reader } = options.store;

  /**
   * Makes a link; its token is told this once.
   * @throws AppError `too_many_walls`
   */
  async function make(request: NewWallLink, by: string): Promise<{ row: WallLinkRow; token: string }> {
    const token = newToken();
    const row: WallLinkRow = {
      id: newId(),
      name: request.name,
      token_hash: hashToken(token),
      created_at: now(),
      created_by: by,
      expires_at: now() + request.expiresInDays * DAY_MS,
      revoked_at: null,
      last_used_at: null,
    };
    await writer.transaction().execute(async (trx) => {
      await forgetWallLinks(trx, now() - LISTED_AFTER_END_MS);
      if ((await countGoodWallLinks(trx, now())) >= MAX_WALL_LINKS) throw new AppError("too_many_walls");
      await saveWallLink(trx, row);
    });
    return { row, token };
  }

  /** The link behind a token; null when it was never given out, has ended or was taken back. Counts as use. */
  async function find(token: string): Promise<WallLinkRow | null> {
    const row = await findWallLink(reader, hashToken(token));
    if (!row || row.revoked_at !== null || row.expires_at <= now()) return null;
    if ((row.last_used_at ?? 0) + TOUCH_EVERY_MS <= now()) await touchWallLink(writer, row.id, now());
    return row;
  }

  return { make, find, list: () => listWallLinks(reader), revoke: (id: string) => revokeWallLink(writer, id, now()) };
}
