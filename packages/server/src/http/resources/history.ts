import { PageQuery, Problem, TimelinePage, Trend, TrendQuery } from "@muster/shared/api.ts";
import { DAY_MS } from "@muster/shared/duration.ts";
import { toInstant } from "@muster/shared/text.ts";
import { z } from "zod";
import { entriesOf } from "../../flags/retire.ts";
import { listHappenings } from "../../store/events.ts";
import { listFleetDays } from "../../store/fleet-days.ts";
import { findMachine } from "../../store/machines.ts";
import { readCursor, writeCursor } from "../cursors.ts";
import type { App, HttpContext } from "../http-context.ts";
import { HttpProblem } from "../problems.ts";

const Place = z.object({ at: z.number(), id: z.number() });

/** What has happened: to one machine, and to the fleet day by day. */
export function historyRoutes(app: App, { store, now }: HttpContext): void {
  app.route({
    method: "GET",
    url: "/api/v1/machines/:id/timeline",
    schema: {
      tags: ["Machines"],
      summary: "What happened to a machine, the newest first",
      params: z.object({ id: z.string().max(60) }),
      querystring: PageQuery,
      response: { 200: TimelinePage, 404: Problem },
    },
    handler: async (request) => {
      const { cursor, limit } = request.query;
      const machine = await findMachine(store.reader, request.params.id);
      if (!machine) throw new HttpProblem("not_found");
      const ids = await entriesOf(store.reader, machine.id);
      const rows = await listHappenings(store.reader, ids, { after: readCursor(Place, cursor), limit: limit + 1 });
      const shown = rows.slice(0, limit);
      const last = rows.length > limit ? shown.at(-1) : undefined;
      return {
        items: shown.map(({ id, at, event }) => ({ id, at: toInstant(at), event })),
        nextCursor: last ? writeCursor({ at: last.at, id: last.id }) : null,
      };
    },
  });

  app.route({
    method: "GET",
    url: "/api/v1/trend",
    schema: {
      tags: ["Machines"],
      summary: "How the fleet stood at the end of each day",
      querystring: TrendQuery,
      response: { 200: Trend },
    },
    handler: async (request) => ({
      days: await listFleetDays(store.reader, now() - (request.query.days - 1) * DAY_MS),
    }),
  });
}
