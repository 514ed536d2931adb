import { FlagPage, FlagQuery, Problem } from "@muster/shared/api.ts";
import { z } from "zod";
import { flagOnWire } from "../../feed/describe-flag.ts";
import { listFlags } from "../../store/flags.ts";
import { readCursor, writeCursor } from "../cursors.ts";
import type { App, HttpContext } from "../http-context.ts";

const Place = z.object({ openedAt: z.number(), id: z.string() });

/** Flags over the whole fleet. */
export function flagRoutes(app: App, { store }: HttpContext): void {
  app.route({
    method: "GET",
    url: "/api/v1/flags",
    schema: {
      tags: ["Flags"],
      summary: "Flags, the newest first",
      querystring: FlagQuery,
      response: { 200: FlagPage, 400: Problem },
    },
    handler: async (request) => {
      const { cursor, limit, ...filter } = request.query;
      const rows = await listFlags(store.reader, filter, { after: readCursor(Place, cursor), limit: limit + 1 });
      const shown = rows.slice(0, limit);
      const last = rows.length > limit ? shown.at(-1) : undefined;
      return {
        items: shown.map((row) => ({ ...flagOnWire(row), machineName: row.machine_name })),
        nextCursor: last ? writeCursor({ openedAt: last.opened_at, id: last.id }) : null,
      };
    },
  });
}
