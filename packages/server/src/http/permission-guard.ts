import { CONFIRMED_ROUTES, may, ROUTE_PERMISSIONS, WALL_MAY } from "@muster/shared/permissions.ts";
import type { Session } from "@muster/shared/sign-in.ts";
import { WALL_HEADER } from "@muster/shared/wall.ts";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { SESSION_COOKIE, type Sessions } from "../auth/sessions.ts";
import type { WallLinks } from "../auth/wall-links.ts";
import type { WallLinkRow } from "../store/schema.ts";
import { HttpProblem, sendProblem } from "./problems.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Who asks, as the guard found them; null on public routes. */
    operatorSession: Session | null;
    /** The link that a screen on a wall asks with; null when an operator asks. */
    wallLink: WallLinkRow | null;
  }
}

/** How the permission table names a route; a HEAD is answered like its GET. */
export function routeKey(method: string, url: string): string {
  return `${method === "HEAD" ? "GET" : method} ${url}`;
}

/**
 * Asks the permission table about every request. Decided by the matched route, since the raw address can be written in many
 * ways that lead to one; a route without a line in the table is refused to everybody.
 */
export function registerPermissionGuard(app: FastifyInstance, sessions: Sessions, wallLinks: WallLinks): void {
  app.decorateRequest("operatorSession", null);
  app.decorateRequest("wallLink", null);
  // In preParsing, so that the rate limit, which hangs on each route's onRequest, comes first.
  app.addHook("preParsing", async (request, reply) => {
    // Where no route matches there is nothing to guard: the answer is a page that holds nothing, or "not found".
    if (request.is404) return;
    const key = routeKey(request.method, request.routeOptions.url ?? "");
    const needed = Object.hasOwn(ROUTE_PERMISSIONS, key) ? ROUTE_PERMISSIONS[key] : undefined;
    if (needed === "public") return;
    reply.header("cache-control", "no-store");
    const wallToken = request.headers[WALL_HEADER];
    if (typeof wallToken === "string" && needed !== undefined && WALL_MAY.includes(needed)) {
      request.wallLink = await wallLinks.find(wallToken);
      if (request.wallLink === null) return sendProblem(reply, "wall_link_invalid");
      return;
    }
    const session = await sessions.find(request.cookies[SESSION_COOKIE]);
    // Returned, since the answer leaves later than this hook ends: without it the route would run all the same.
    if (!session) return sendProblem(reply, "sign_in_required");
    request.operatorSession = session;
    if (needed !== undefined && may(session.role, needed)) {
      if (session.isConfirmed || !CONFIRMED_ROUTES.includes(key)) return;
      return sendProblem(reply, "confirmation_needed");
    }
    const why = needed === undefined ? `${key} has no line in the permission table` : `It needs ${needed}`;
    request.log.warn({ code: "role_refused", operator: session.operator, role: session.role, route: key }, why);
    return sendProblem(reply, "role_refused", `${why}; you are signed in as ${session.role}.`);
  });
}

/** Who sends the request. Only for routes that are not public. */
export function sessionOf(request: Pick<FastifyRequest, "operatorSession">): Session {
  if (!request.operatorSession) throw new HttpProblem("sign_in_required");
  return request.operatorSession;
}
