import type { SignInAnswer } from "@muster/shared/sign-in.ts";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Entered } from "../auth/sign-in.ts";
import { noteForAudit } from "./audit-hook.ts";
import { clearStepCookie, setSessionCookie, setStepCookie } from "./cookies.ts";

/** Hands out what a proof has led to: a session, or the cookie of the next step. */
export function letIn(request: FastifyRequest, reply: FastifyReply, entered: Entered): SignInAnswer {
  const { operator, answer, sessionCookie, stepCookie } = entered;
  const { id, name, role } = operator;
  noteForAudit(request, { who: { id, name, role }, ...(sessionCookie === null ? { act: "session.begin" } : {}) });
  reply.header("cache-control", "no-store");
  if (sessionCookie !== null && answer.stage === "signed-in") {
    setSessionCookie(request, reply, sessionCookie, answer.session.expiresAt);
    clearStepCookie(reply);
    request.log.info({ address: request.ip, operator: name, role }, "signed in");
  }
  if (stepCookie !== null) setStepCookie(request, reply, stepCookie);
  return answer;
}
