import { createHash, timingSafeEqual } from "node:crypto";
import type { App, HttpContext } from "../http-context.ts";
import { HttpProblem } from "../problems.ts";

/** For supervisors, load balancers and Prometheus: outside of the API, and without anybody signed in. */
export function healthRoutes(app: App, { readiness, metrics }: HttpContext): void {
  app.route({
    method: "GET",
    url: "/health/live",
    schema: { hide: true },
    handler: (_, reply) => reply.header("cache-control", "no-store").send({ status: "live" }),
  });

  app.route({
    method: "GET",
    url: "/health/ready",
    schema: { hide: true },
    handler: async (_, reply) => {
      reply.header("cache-control", "no-store");
      const why = await readiness.whyNot();
      if (why !== null) throw new HttpProblem("not_ready", why);
      return reply.send({ status: "ready" });
    },
  });

  app.route({
    method: "GET",
    url: "/metrics",
    schema: { hide: true },
    handler: async (request, reply) => {
      reply.header("cache-control", "no-store");
      if (metrics.token === undefined) throw new HttpProblem("metrics_off");
      const given = /^Bearer (\S{1,300})$/i.exec(request.headers.authorization ?? "")?.[1];
      if (given === undefined || !isSame(given, metrics.token)) throw new HttpProblem("metrics_token_wrong");
      return reply.type("text/plain; version=0.0.4; charset=utf-8").send(await metrics.text());
    },
  });
}

/** Compared as hashes, so that the time it takes tells nothing about the token. */
function isSame(given: string, token: string): boolean {
  const hash = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(Uint8Array.from(hash(given)), Uint8Array.from(hash(token)));
}
