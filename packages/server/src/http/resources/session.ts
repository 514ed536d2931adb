import { Problem, Session, SignIn } from "@muster/shared/api.ts";
import { z } from "zod";
import { SESSION_COOKIE } from "../../auth/sessions.ts";
import { noteForAudit } from "../audit-hook.ts";
import type { App, HttpContext } from "../http-context.ts";
import { sessionOf } from "../permission-guard.ts";
import { HttpProblem } from "../problems.ts";

/** Guesses at sign-in tokens per address and minute. */
const SIGN_INS_PER_MINUTE = 10;

/** Signing in by a one-time link, and out again. */
export function sessionRoutes(app: App, { sessions }: HttpContext): void {
  app.route({
    method: "GET",
    url: "/api/v1/session",
    schema: { tags: ["Session"], summary: "The session in use", response: { 200: Session, 401: Problem } },
    handler: async (request) => sessionOf(request),
  });

  app.route({
    method: "POST",
    url: "/api/v1/session",
    config: { rateLimit: { max: SIGN_INS_PER_MINUTE, timeWindow: "1 minute" } },
    schema: {
      tags: ["Session"],
      summary: "Sign in with the token of a one-time link",
      body: SignIn,
      response: { 200: Session, 403: Problem },
    },
    handler: async (request, reply) => {
      const opened = await sessions.signIn(request.body.token, request.ip);
      if (!opened) {
        request.log.warn({ code: "sign_in_link_invalid", address: request.ip }, "sign-in refused");
        throw new HttpProblem("sign_in_link_invalid");
      }
      const { operatorId, operator, role } = opened.session;
      noteForAudit(request, { who: { id: operatorId, name: operator, role } });
      request.log.info({ address: request.ip, operator, role }, "signed in");
      reply.setCookie(SESSION_COOKIE, opened.cookie, {
        path: "/",
        httpOnly: true,
        sameSite: "strict",
        secure: request.protocol === "https",
        expires: new Date(opened.session.expiresAt),
      });
      return opened.session;
    },
  });

  app.route({
    method: "DELETE",
    url: "/api/v1/session",
    schema: { tags: ["Session"], summary: "Sign out", response: { 204: z.null() } },
    handler: async (request, reply) => {
      const cookie = request.cookies[SESSION_COOKIE];
      if (cookie) await sessions.signOut(cookie);
      return reply.clearCookie(SESSION_COOKIE, { path: "/" }).code(204).send(null);
    },
  });
}
