import { PolicyDraft, Problem } from "@muster/shared/api.ts";
import { WhatIf } from "@muster/shared/what-if.ts";
import { z } from "zod";
import type { App, HttpContext } from "../http-context.ts";
import { HttpProblem } from "../problems.ts";

const tags = ["Policy"];
const params = z.object({ id: z.string().max(60) });

/** Rehearsing a policy before it comes into force. Nothing is changed by it. */
export function whatIfRoutes(app: App, { rehearsals }: HttpContext): void {
  app.route({
    method: "POST",
    url: "/api/v1/policy/what-if",
    schema: {
      tags,
      summary: "Begin to judge the fleet by a document, now and on past days; one that still runs is cancelled",
      body: PolicyDraft,
      response: { 202: WhatIf, 400: Problem, 422: Problem },
    },
    handler: async (request, reply) => {
      const whatIf = rehearsals.start(request.body.document);
      return reply.code(202).header("location", `/api/v1/policy/what-if/${whatIf.id}`).send(whatIf);
    },
  });

  app.route({
    method: "GET",
    url: "/api/v1/policy/what-if/:id",
    schema: { tags, summary: "What has come of it so far", params, response: { 200: WhatIf, 404: Problem } },
    handler: async (request) => {
      const whatIf = rehearsals.get(request.params.id);
      if (!whatIf) throw new HttpProblem("not_found");
      return whatIf;
    },
  });

  app.route({
    method: "DELETE",
    url: "/api/v1/policy/what-if/:id",
    schema: { tags, summary: "Stop judging", params, response: { 204: z.null(), 404: Problem } },
    handler: async (request, reply) => {
      if (!rehearsals.cancel(request.params.id)) throw new HttpProblem("not_found");
      return reply.code(204).send(null);
    },
  });
}
