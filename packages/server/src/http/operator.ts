import type { FastifyRequest } from "fastify";
import { SESSION_COOKIE, type Sessions } from "../auth/sessions.ts";
import { HttpProblem } from "./problems.ts";

/** The name of whoever sends the request, to stand beside what they decide. */
export async function operatorOf(request: Pick<FastifyRequest, "cookies">, sessions: Sessions): Promise<string> {
  const session = await sessions.find(request.cookies[SESSION_COOKIE]);
  if (!session) throw new HttpProblem("sign_in_required");
  return session.operator;
}
