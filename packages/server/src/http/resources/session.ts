import { Problem } from "@muster/shared/api.ts";
import { Confirmation, Session, SignIn, SignInAnswer } from "@muster/shared/sign-in.ts";
import { z } from "zod";
import { SESSION_COOKIE } from "../../auth/sessions.ts";
import { noteForAudit } from "../audit-hook.ts";
import { clearSessionCookie, setSessionCookie } from "../cookies.ts";
import type { App, HttpContext } from "../http-context.ts";
import { letIn } from "../let-in.ts";
import { originOf } from "../origin-of.ts";
import { sessionOf } from "../permission-guard.ts";
import { presentIn } from "../present-in.ts";

/** First proofs per address and minute, whoever's they are. */
const SIGN_INS_PER_MINUTE = 10;

const tags = ["Session"];

/** The first proof, the session that comes of it, and its end. */
export function sessionRoutes(app: App, { sessions, signIns, accounts }: HttpContext): void {
  app.route({
    method: "GET",
    url: "/api/v1/session",
    schema: { tags, summary: "The session in use", response: { 200: Session, 401: Problem } },
    handler: async (request) => sessionOf(request),
  });

  app.route({
    method: "POST",
    url: "/api/v1/session",
    config: { rateLimit: { max: SIGN_INS_PER_MINUTE, timeWindow: "1 minute" } },
    schema: {
      tags,
      summary: "Sign in with a name and its password, or with the token of a one-time link",
      body: SignIn,
      response: { 200: SignInAnswer, 403: Problem, 429: Problem },
    },
    handler: async (request, reply) => {
      const { body } = request;
      // Whoever is meant stands in the log, also when it is not them.
      if ("name" in body) noteForAudit(request, { subject: body.name });
      const entered =
        "token" in body
          ? await signIns.byLink(body.token, originOf(request))
          : await signIns.byPassword(body.name, body.password, originOf(request));
      return letIn(request, reply, entered);
    },
  });

  app.route({
    method: "POST",
    url: "/api/v1/session/confirmation",
    config: { rateLimit: { max: SIGN_INS_PER_MINUTE, timeWindow: "1 minute" } },
    schema: {
      tags,
      summary: "Prove once more who is there, for acts that ask for it; the session gets another cookie",
      body: Confirmation,
      response: { 200: Session, 403: Problem, 429: Problem },
    },
    handler: async (request, reply) => {
      const cookie = await accounts.confirm(presentIn(request), request.body);
      const session = { ...sessionOf(request), isConfirmed: true };
      setSessionCookie(request, reply, cookie, session.expiresAt);
      return session;
    },
  });

  app.route({
    method: "DELETE",
    url: "/api/v1/session",
    schema: { tags, summary: "Sign out", response: { 204: z.null() } },
    handler: async (request, reply) => {
      const cookie = request.cookies[SESSION_COOKIE];
      if (cookie) await sessions.signOut(cookie);
      clearSessionCookie(reply);
      return reply.code(204).send(null);
    },
  });
}
