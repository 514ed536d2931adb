import { FlagPage, FlagQuery, Problem } from "@muster/shared/api.ts";
import { FlagActAnswer, FlagActRequest, WorkCounts, WorkState } from "@muster/shared/flag-work.ts";
import { z } from "zod";
import { workedFlagOnWire } from "../../feed/describe-flag.ts";
import { workOnFlags } from "../../flags/work-on-flags.ts";
import { countWork } from "../../store/flag-work.ts";
import { listFlags } from "../../store/flags.ts";
import { readCursor, writeCursor } from "../cursors.ts";
import type { App, HttpContext } from "../http-context.ts";
import { operatorOf } from "../operator.ts";

const Place = z.object({ openedAt: z.number(), id: z.string() });
const tags = ["Flags"];

/** Flags over the whole fleet, and what people do about them. */
export function flagRoutes(app: App, { store, now, flagsWorked }: HttpContext): void {
  app.route({
    method: "GET",
    url: "/api/v1/flags",
    schema: {
      tags,
      summary: "Flags, the newest first",
      querystring: FlagQuery,
      response: { 200: FlagPage, 400: Problem },
    },
    handler: async (request) => {
      const { cursor, limit, ...filter } = request.query;
      const page = { after: readCursor(Place, cursor), limit: limit + 1, now: now() };
      const rows = await listFlags(store.reader, filter, page);
      const shown = rows.slice(0, limit);
      const last = rows.length > limit ? shown.at(-1) : undefined;
      return {
        items: shown.map(workedFlagOnWire),
        nextCursor: last ? writeCursor({ openedAt: last.opened_at, id: last.id }) : null,
      };
    },
  });

  app.route({
    method: "GET",
    url: "/api/v1/flags/work",
    schema: { tags, summary: "Open flags per state of work", response: { 200: WorkCounts } },
    handler: async () => {
      const counted = new Map((await countWork(store.reader, now())).map(({ state, count }) => [state, count]));
      return WorkCounts.parse(Object.fromEntries(WorkState.options.map((state) => [state, counted.get(state) ?? 0])));
    },
  });

  app.route({
    method: "POST",
    url: "/api/v1/flags/work",
    schema: {
      tags,
      summary: "Acknowledge, assign, put aside or annotate open flags, or put them back among the new ones",
      body: FlagActRequest,
      response: { 200: FlagActAnswer, 400: Problem },
    },
    handler: async (request) => {
      const { flagIds, act } = request.body;
      const by = await operatorOf(request);
      const { machineIds, ...answer } = await workOnFlags(store.writer, flagIds, act, { by, now: now() });
      flagsWorked(machineIds);
      return answer;
    },
  });
}
