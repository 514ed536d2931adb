import { Account, PasswordChange, RecoveryCodes, SecondFactorProof } from "@muster/shared/account.ts";
import { Problem } from "@muster/shared/api.ts";
import { PasswordDraft, PasswordStrength, SecondFactorOffer } from "@muster/shared/sign-in.ts";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { setSessionCookie } from "../cookies.ts";
import type { App, HttpContext } from "../http-context.ts";
import { sessionOf } from "../permission-guard.ts";
import { presentIn } from "../present-in.ts";
import { HttpProblem } from "../problems.ts";

/** Changes of one's own proofs per address and minute. */
const CHANGES_PER_MINUTE = 10;
const JUDGEMENTS_PER_MINUTE = 120;

const tags = ["Account"];
const config = { rateLimit: { max: CHANGES_PER_MINUTE, timeWindow: "1 minute" } };

/** What an operator signs in with, and where they are signed in. */
export function accountRoutes(app: App, { sessions, accounts, accessChanged }: HttpContext): void {
  /** Whatever changes a proof gives the session another cookie and ends the others. */
  function goOnWith(request: FastifyRequest, reply: FastifyReply, cookie: string): void {
    setSessionCookie(request, reply, cookie, sessionOf(request).expiresAt);
    accessChanged();
  }

  app.route({
    method: "GET",
    url: "/api/v1/account",
    schema: { tags, summary: "One's own account and open sessions", response: { 200: Account } },
    handler: async (request) => accounts.describe(sessionOf(request)),
  });

  app.route({
    method: "PUT",
    url: "/api/v1/account/password",
    config,
    schema: {
      tags,
      summary: "Set another password, or the first one; ends every other session",
      body: PasswordChange,
      response: { 204: z.null(), 403: Problem, 422: Problem },
    },
    handler: async (request, reply) => {
      goOnWith(request, reply, await accounts.changePassword(presentIn(request), request.body));
      return reply.code(204).send(null);
    },
  });

  app.route({
    method: "POST",
    url: "/api/v1/account/password-strength",
    config: { rateLimit: { max: JUDGEMENTS_PER_MINUTE, timeWindow: "1 minute" } },
    schema: {
      tags,
      summary: "What a password that is being chosen is worth",
      body: PasswordDraft,
      response: { 200: PasswordStrength },
    },
    handler: async (request) => accounts.passwordStrength(sessionOf(request), request.body.password),
  });

  app.route({
    method: "POST",
    url: "/api/v1/account/second-factor/offer",
    config,
    schema: {
      tags,
      summary: "A new secret for an authenticator app; nothing changes until a code proves that it was taken",
      response: { 200: SecondFactorOffer, 403: Problem },
    },
    handler: async (request) => accounts.offerSecondFactor(presentIn(request)),
  });

  app.route({
    method: "PUT",
    url: "/api/v1/account/second-factor",
    config,
    schema: {
      tags,
      summary: "Take the offered secret, with new recovery codes, which are told this once",
      body: SecondFactorProof,
      response: { 200: RecoveryCodes, 403: Problem, 422: Problem },
    },
    handler: async (request, reply) => {
      const { codes, sessionCookie } = await accounts.takeSecondFactor(presentIn(request), request.body.code);
      goOnWith(request, reply, sessionCookie);
      return { codes };
    },
  });

  app.route({
    method: "DELETE",
    url: "/api/v1/account/second-factor",
    config,
    schema: {
      tags,
      summary: "Do without a second factor, where the role allows that",
      response: { 204: z.null(), 403: Problem, 422: Problem },
    },
    handler: async (request, reply) => {
      goOnWith(request, reply, await accounts.removeSecondFactor(presentIn(request)));
      return reply.code(204).send(null);
    },
  });

  app.route({
    method: "POST",
    url: "/api/v1/account/recovery-codes",
    config,
    schema: {
      tags,
      summary: "New recovery codes in place of all others; they are told this once",
      response: { 200: RecoveryCodes, 403: Problem, 422: Problem },
    },
    handler: async (request) => ({ codes: await accounts.renewRecoveryCodes(presentIn(request)) }),
  });

  app.route({
    method: "DELETE",
    url: "/api/v1/account/sessions",
    schema: { tags, summary: "End every other session of one's own", response: { 204: z.null() } },
    handler: async (request, reply) => {
      const { operatorId, id } = sessionOf(request);
      await sessions.end(operatorId, { but: id });
      accessChanged();
      return reply.code(204).send(null);
    },
  });

  app.route({
    method: "DELETE",
    url: "/api/v1/account/sessions/:id",
    schema: {
      tags,
      summary: "End one session of one's own",
      params: z.object({ id: z.string().max(60) }),
      response: { 204: z.null(), 404: Problem },
    },
    handler: async (request, reply) => {
      const { id } = request.params;
      if ((await sessions.end(sessionOf(request).operatorId, { only: id })) === 0) throw new HttpProblem("not_found");
      accessChanged();
      return reply.code(204).send(null);
    },
  });
}
