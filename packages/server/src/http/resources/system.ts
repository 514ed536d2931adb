import { NO_SITE } from "@muster/shared/machine-list.ts";
import { SiteStates, SystemState } from "@muster/shared/system.ts";
import { toInstant } from "@muster/shared/text.ts";
import type { App, HttpContext } from "../http-context.ts";

const tags = ["System"];

/** How the server is, and by which calendars it counts. */
export function systemRoutes(app: App, context: HttpContext): void {
  const { system, presence, policy, roster, digests, publicAddress, listensBeyondThisMachine, now } = context;

  app.route({
    method: "GET",
    url: "/api/v1/system",
    schema: { tags, summary: "How the server itself is", response: { 200: SystemState } },
    handler: async () => ({
      ...(await system()),
      publicAddress: publicAddress(),
      listensBeyondThisMachine,
      agentsConnected: presence.count(),
      hasMailServer: digests.mailer !== null,
    }),
  });

  app.route({
    method: "GET",
    url: "/api/v1/sites",
    schema: { tags, summary: "The sites of the policy in force with their calendars", response: { 200: SiteStates } },
    handler: async () => {
      const { version, policy: inForce } = policy();
      const { facets } = await roster.count({});
      const machines = new Map(facets.site.map(({ value, count }) => [value, count]));
      machines.delete(NO_SITE);
      const today = toInstant(now()).slice(0, 10);
      return {
        policyVersion: version,
        items: inForce.sites.map(({ name, calendar }) => ({
          name,
          timeZone: calendar.timeZone,
          workingDays: calendar.workingDays,
          hours: calendar.hours,
          holidays: calendar.holidays.filter((day) => day >= today).toSorted(),
          machines: machines.get(name) ?? 0,
        })),
      };
    },
  });
}
