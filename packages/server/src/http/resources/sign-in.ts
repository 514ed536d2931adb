import { Problem } from "@muster/shared/api.ts";
import {
  PasswordDraft,
  PasswordStrength,
  SecondProof,
  Setup,
  SetupDone,
  SignInAnswer,
} from "@muster/shared/sign-in.ts";
import { z } from "zod";
import { SIGN_IN_COOKIE } from "../../auth/begun-sign-ins.ts";
import { noteForAudit } from "../audit-hook.ts";
import { clearStepCookie, setSessionCookie } from "../cookies.ts";
import type { App, HttpContext } from "../http-context.ts";
import { letIn } from "../let-in.ts";
import { originOf } from "../origin-of.ts";

/** Second proofs per address and minute, whoever's they are. */
const PROOFS_PER_MINUTE = 10;

/** Somebody who chooses a password is told after every few letters what it is worth. */
const JUDGEMENTS_PER_MINUTE = 120;

const tags = ["Session"];

/** What lies between the first proof and the session. It rests on a cookie of its own, which opens nothing else. */
export function signInRoutes(app: App, { signIns }: HttpContext): void {
  app.route({
    method: "GET",
    url: "/api/v1/sign-in",
    schema: { tags, summary: "How far a sign-in has come", response: { 200: SignInAnswer, 403: Problem } },
    handler: async (request, reply) => {
      reply.header("cache-control", "no-store");
      return signIns.step(request.cookies[SIGN_IN_COOKIE]);
    },
  });

  app.route({
    method: "DELETE",
    url: "/api/v1/sign-in",
    schema: { tags, summary: "Give up a sign-in that has begun", response: { 204: z.null() } },
    handler: async (request, reply) => {
      const cookie = request.cookies[SIGN_IN_COOKIE];
      if (cookie) await signIns.cancel(cookie);
      clearStepCookie(reply);
      return reply.code(204).send(null);
    },
  });

  app.route({
    method: "POST",
    url: "/api/v1/sign-in/second-factor",
    config: { rateLimit: { max: PROOFS_PER_MINUTE, timeWindow: "1 minute" } },
    schema: {
      tags,
      summary: "The second proof: a code from the authenticator app, or a recovery code",
      body: SecondProof,
      response: { 200: SignInAnswer, 403: Problem, 429: Problem },
    },
    handler: async (request, reply) => {
      const cookie = request.cookies[SIGN_IN_COOKIE];
      const entered = await signIns.bySecondFactor(cookie, request.body, originOf(request));
      return letIn(request, reply, entered);
    },
  });

  app.route({
    method: "POST",
    url: "/api/v1/sign-in/password-strength",
    config: { rateLimit: { max: JUDGEMENTS_PER_MINUTE, timeWindow: "1 minute" } },
    schema: {
      tags,
      summary: "What a password that is being chosen is worth",
      body: PasswordDraft,
      response: { 200: PasswordStrength, 403: Problem },
    },
    handler: async (request) => signIns.passwordStrength(request.cookies[SIGN_IN_COOKIE], request.body.password),
  });

  app.route({
    method: "POST",
    url: "/api/v1/sign-in/setup",
    config: { rateLimit: { max: PROOFS_PER_MINUTE, timeWindow: "1 minute" } },
    schema: {
      tags,
      summary: "Set up the password and the second factor, and be let in",
      body: Setup,
      response: { 200: SetupDone, 403: Problem, 422: Problem },
    },
    handler: async (request, reply) => {
      const cookie = request.cookies[SIGN_IN_COOKIE];
      const { operator, done, sessionCookie } = await signIns.setUp(cookie, request.body, originOf(request));
      const { id, name, role } = operator;
      noteForAudit(request, { who: { id, name, role }, after: { secondFactor: done.recoveryCodes.length > 0 } });
      setSessionCookie(request, reply, sessionCookie, done.session.expiresAt);
      clearStepCookie(reply);
      reply.header("cache-control", "no-store");
      request.log.info({ address: request.ip, operator: name, role }, "set up and signed in");
      return done;
    },
  });
}
