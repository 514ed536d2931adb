import type { FastifyRequest } from "fastify";
import type { Present } from "../auth/accounts.ts";
import { SESSION_COOKIE } from "../auth/sessions.ts";
import { originOf } from "./origin-of.ts";
import { sessionOf } from "./permission-guard.ts";

/** Who sends the request, with what they are known by. */
export function presentIn(request: FastifyRequest): Present {
  return {
    session: sessionOf(request),
    cookie: request.cookies[SESSION_COOKIE] ?? "",
    origin: originOf(request),
  };
}
