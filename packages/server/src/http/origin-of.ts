import type { FastifyRequest } from "fastify";
import type { Origin } from "../auth/sessions.ts";

/** Where a request comes from, as its sessions will tell. */
export function originOf(request: Pick<FastifyRequest, "ip" | "headers">): Origin {
  return { address: request.ip, agent: request.headers["user-agent"] ?? "" };
}
