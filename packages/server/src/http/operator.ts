import type { FastifyRequest } from "fastify";
import { sessionOf } from "./permission-guard.ts";

/** The name of whoever sends the request, to stand beside what they decide. */
export function operatorOf(request: Pick<FastifyRequest, "operatorSession">): string {
  return sessionOf(request).operator;
}
