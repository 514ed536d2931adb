import { PolicyInForce, Problem } from "@muster/shared/api.ts";
import { toInstant } from "@muster/shared/text.ts";
import { latestPolicy } from "../../store/policies.ts";
import type { App, HttpContext } from "../http-context.ts";
import { HttpProblem } from "../problems.ts";

/** The policy that judges. */
export function policyRoutes(app: App, { store }: HttpContext): void {
  app.route({
    method: "GET",
    url: "/api/v1/policy",
    schema: { tags: ["Policy"], summary: "The policy in force", response: { 200: PolicyInForce, 404: Problem } },
    handler: async () => {
      const row = await latestPolicy(store.reader);
      if (!row) throw new HttpProblem("not_found");
      return {
        version: row.version,
        name: row.name,
        document: row.document,
        appliedAt: toInstant(row.applied_at),
      };
    },
  });
}
