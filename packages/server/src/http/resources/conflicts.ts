import { ConflictPage, ConflictQuery, ConflictResolution, Problem } from "@muster/shared/api.ts";
import { z } from "zod";
import { conflictOnWire } from "../../feed/describe-conflict.ts";
import { resolveConflict, retireMachine } from "../../flags/retire.ts";
import { listConflicts } from "../../store/conflicts.ts";
import { readCursor, writeCursor } from "../cursors.ts";
import type { App, HttpContext } from "../http-context.ts";
import { operatorOf } from "../operator.ts";

const Place = z.object({ at: z.number(), id: z.string() });

/** Doubts about who a machine is, and taking machines out of the fleet. */
export function conflictRoutes(app: App, { store, now, machineRetired }: HttpContext): void {
  app.route({
    method: "GET",
    url: "/api/v1/conflicts",
    schema: {
      tags: ["Machines"],
      summary: "Machines that may be two, or one twice, the latest seen first",
      querystring: ConflictQuery,
      response: { 200: ConflictPage, 400: Problem },
    },
    handler: async (request) => {
      const { cursor, limit, state } = request.query;
      const rows = await listConflicts(store.reader, { state }, { after: readCursor(Place, cursor), limit: limit + 1 });
      const shown = rows.slice(0, limit);
      const last = rows.length > limit ? shown.at(-1) : undefined;
      return {
        items: shown.map(conflictOnWire),
        nextCursor: last ? writeCursor({ at: last.last_seen_at, id: last.id }) : null,
      };
    },
  });

  app.route({
    method: "POST",
    url: "/api/v1/conflicts/:id/resolution",
    schema: {
      tags: ["Machines"],
      summary: "Merge or split the machines of a doubt, or dismiss it",
      params: z.object({ id: z.string().max(60) }),
      body: ConflictResolution,
      response: { 204: z.null(), 400: Problem, 404: Problem, 409: Problem },
    },
    handler: async (request, reply) => {
      const act = { by: operatorOf(request), now: now() };
      const { retired } = await resolveConflict(store.writer, request.params.id, request.body.resolution, act);
      if (retired) machineRetired(retired);
      return reply.code(204).send(null);
    },
  });

  app.route({
    method: "POST",
    url: "/api/v1/machines/:id/retirement",
    schema: {
      tags: ["Machines"],
      summary: "Take a machine out of the fleet; its history stays",
      params: z.object({ id: z.string().max(60) }),
      response: { 204: z.null(), 404: Problem, 409: Problem },
    },
    handler: async (request, reply) => {
      const act = { by: operatorOf(request), now: now() };
      machineRetired(await retireMachine(store.writer, request.params.id, act));
      return reply.code(204).send(null);
    },
  });
}
