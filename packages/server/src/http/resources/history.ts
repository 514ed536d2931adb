import { Problem, TimelinePage, TimelineQuery, TimelineStretch, Trend, TrendQuery } from "@muster/shared/api.ts";
import { DAY_MS } from "@muster/shared/duration.ts";
import { TIMELINE_SUBJECTS, TimelineDensity } from "@muster/shared/history.ts";
import { toEpochMs, toInstant } from "@muster/shared/text.ts";
import { z } from "zod";
import { densityOf } from "../../feed/density-of.ts";
import { entriesOf } from "../../flags/retire.ts";
import { type EventFilter, listHappenings, listInstants } from "../../store/events.ts";
import { listFleetDays } from "../../store/fleet-days.ts";
import { findMachine } from "../../store/machines.ts";
import { readCursor, writeCursor } from "../cursors.ts";
import type { App, HttpContext } from "../http-context.ts";
import { HttpProblem } from "../problems.ts";

const Place = z.object({ at: z.number(), id: z.number() });

/** More events than a machine has in years; of more, the latest are counted. */
const MAX_COUNTED = 50_000;

function filterOf({ from, to, about }: TimelineStretch): EventFilter {
  return {
    from: from === undefined ? undefined : toEpochMs(from),
    to: to === undefined ? undefined : toEpochMs(to),
    kinds: about === undefined ? undefined : TIMELINE_SUBJECTS[about],
  };
}

/** What has happened: to one machine, and to the fleet day by day. */
export function historyRoutes(app: App, { store, now }: HttpContext): void {
  app.route({
    method: "GET",
    url: "/api/v1/machines/:id/timeline",
    schema: {
      tags: ["Machines"],
      summary: "What happened to a machine, the newest first",
      params: z.object({ id: z.string().max(60) }),
      querystring: TimelineQuery,
      response: { 200: TimelinePage, 404: Problem },
    },
    handler: async (request) => {
      const { cursor, limit } = request.query;
      const machine = await findMachine(store.reader, request.params.id);
      if (!machine) throw new HttpProblem("not_found");
      const ids = await entriesOf(store.reader, machine.id);
      const page = { after: readCursor(Place, cursor), limit: limit + 1 };
      const rows = await listHappenings(store.reader, ids, page, filterOf(request.query));
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
    url: "/api/v1/machines/:id/timeline/density",
    schema: {
      tags: ["Machines"],
      summary:
        "How much happened to a machine when, in bars of equal length; from its first event until now if not told",
      params: z.object({ id: z.string().max(60) }),
      querystring: TimelineStretch,
      response: { 200: TimelineDensity, 404: Problem },
    },
    handler: async (request) => {
      const machine = await findMachine(store.reader, request.params.id);
      if (!machine) throw new HttpProblem("not_found");
      const ids = await entriesOf(store.reader, machine.id);
      const filter = filterOf(request.query);
      const instants = await listInstants(store.reader, ids, filter, MAX_COUNTED);
      const { from = instants.at(-1) ?? machine.enrolled_at, to = now() } = filter;
      return densityOf(instants, from, to);
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
