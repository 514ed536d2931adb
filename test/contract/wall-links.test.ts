import { randomUUID } from "node:crypto";
import { DAY_MS } from "@muster/shared/duration.ts";
import { MAX_WALL_LINKS } from "@muster/shared/limits.ts";
import { describe, expect, it } from "vitest";
import { createWallLinks } from "../../packages/server/src/auth/wall-links.ts";
import type { Store } from "../../packages/server/src/store/open-store.ts";
import { STORES, withNewStore } from "./stores.ts";

const START = Date.parse("2026-11-24T08:00:00.000Z");

function linksAt(store: Store) {
  const clock = { now: START };
  return { clock, links: createWallLinks({ store, now: () => clock.now, newId: randomUUID }) };
}

describe.each(STORES)("links for wall screens on %s", (binding) => {
  it("are good until the very instant that they end", async () => {
    await withNewStore(binding, async (store) => {
      const { clock, links } = linksAt(store);
      const { token } = await links.make({ name: "Lobby", expiresInDays: 2 }, "anna");
      clock.now = START + 2 * DAY_MS - 1;
      expect(await links.find(token)).toMatchObject({ name: "Lobby" });
      clock.now = START + 2 * DAY_MS;
      expect(await links.find(token)).toBeNull();
    });
  });

  it("are good no more once taken back, and others stay good", async () => {
    await withNewStore(binding, async (store) => {
      const { links } = linksAt(store);
      const lobby = await links.make({ name: "Lobby", expiresInDays: 2 }, "anna");
      const hall = await links.make({ name: "Hall", expiresInDays: 2 }, "anna");
      expect(await links.revoke(lobby.row.id)).toBe(true);
      expect(await links.find(lobby.token)).toBeNull();
      expect(await links.find(hall.token)).toMatchObject({ name: "Hall" });
      expect(await links.revoke("nobody's")).toBe(false);
    });
  });

  it("keep no token in the store, and say when they were used", async () => {
    await withNewStore(binding, async (store) => {
      const { links } = linksAt(store);
      const { token } = await links.make({ name: "Lobby", expiresInDays: 2 }, "anna");
      expect((await links.list())[0]).toMatchObject({ last_used_at: null });
      await links.find(token);
      const [row] = await links.list();
      expect(row).toMatchObject({ last_used_at: START, created_by: "anna" });
      expect(JSON.stringify(row)).not.toContain(token);
    });
  });

  it("are as many as the limit and no more, until one ends", async () => {
    await withNewStore(binding, async (store) => {
      const { clock, links } = linksAt(store);
      for (let made = 0; made < MAX_WALL_LINKS; made++) await links.make({ name: "Lobby", expiresInDays: 1 }, "anna");
      await expect(links.make({ name: "Hall", expiresInDays: 1 }, "anna")).rejects.toMatchObject({
        code: "too_many_walls",
      });
      clock.now = START + DAY_MS;
      await links.make({ name: "Hall", expiresInDays: 1 }, "anna");
      clock.now = START + 32 * DAY_MS;
      await links.make({ name: "Roof", expiresInDays: 1 }, "anna");
      expect((await links.list()).map(({ name }) => name)).toEqual(["Roof", "Hall"]);
    });
  });
});
