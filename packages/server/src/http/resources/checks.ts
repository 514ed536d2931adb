import { CheckAnswer, CheckRequest, Problem } from "@muster/shared/api.ts";
import type { App, HttpContext } from "../http-context.ts";

/** "Check now": machines look at themselves at once. */
export function checkRoutes(app: App, { askToCheck }: HttpContext): void {
  app.route({
    method: "POST",
    url: "/api/v1/checks",
    schema: {
      tags: ["Machines"],
      summary: "Ask machines to report at once; how far each has come is told by the live feed",
      body: CheckRequest,
      response: { 200: CheckAnswer, 400: Problem },
    },
    handler: async (request) => askToCheck(request.body.machineIds),
  });
}
