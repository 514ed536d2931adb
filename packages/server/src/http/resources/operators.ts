import { randomUUID } from "node:crypto";
import { Invitation, NewOperator, Operator, OperatorChange, OperatorList, Problem } from "@muster/shared/api.ts";
import { Role } from "@muster/shared/permissions.ts";
import { toInstant } from "@muster/shared/text.ts";
import { z } from "zod";
import { changeOperator, createOperator } from "../../auth/operators.ts";
import { SESSION_IDLE_MS } from "../../auth/sessions.ts";
import { newSignInToken } from "../../auth/sign-in-links.ts";
import { findOperator, listOperators } from "../../store/operators.ts";
import type { OperatorRow } from "../../store/schema.ts";
import { removeAccess } from "../../store/sessions.ts";
import { noteForAudit } from "../audit-hook.ts";
import type { App, HttpContext } from "../http-context.ts";
import { sessionOf } from "../permission-guard.ts";
import { HttpProblem } from "../problems.ts";

const tags = ["Operators"];
const params = z.object({ id: z.string().max(60) });

/** How long a person has to open the link that somebody hands them. */
const INVITATION_LIFE_MS = 24 * 60 * 60 * 1000;

/** Who may sign in, and as what. */
export function operatorRoutes(app: App, context: HttpContext): void {
  const { store, now, accessChanged, publicAddress } = context;

  async function describe(id: string): Promise<Operator> {
    const rows = await listOperators(store.writer, { now: now(), idleSince: now() - SESSION_IDLE_MS });
    const row = rows.find((each) => each.id === id);
    if (!row) throw new HttpProblem("not_found");
    return operatorOnWire(row);
  }

  async function invite(id: string): Promise<Invitation> {
    const { token, expiresAt } = await newSignInToken(store.writer, id, { now: now(), lifeMs: INVITATION_LIFE_MS });
    const link = `https://${publicAddress()}/sign-in#${token}`;
    return { operator: await describe(id), link, expiresAt: toInstant(expiresAt) };
  }

  app.route({
    method: "GET",
    url: "/api/v1/operators",
    schema: { tags, summary: "Everybody who may sign in, by name", response: { 200: OperatorList } },
    handler: async () => {
      const rows = await listOperators(store.reader, { now: now(), idleSince: now() - SESSION_IDLE_MS });
      return { items: rows.map(operatorOnWire) };
    },
  });

  app.route({
    method: "POST",
    url: "/api/v1/operators",
    schema: {
      tags,
      summary: "Add an operator, with a link that lets them in once",
      body: NewOperator,
      response: { 201: Invitation, 400: Problem, 409: Problem },
    },
    handler: async (request, reply) => {
      const act = { by: sessionOf(request).operator, now: now(), newId: randomUUID };
      const { id, name } = await createOperator(store.writer, request.body, act);
      noteForAudit(request, { subject: name });
      return reply.code(201).send(await invite(id));
    },
  });

  app.route({
    method: "PUT",
    url: "/api/v1/operators/:id",
    schema: {
      tags,
      summary: "Change an operator's role, or shut them out; ends their sessions",
      params,
      body: OperatorChange,
      response: { 200: Operator, 400: Problem, 404: Problem, 409: Problem },
    },
    handler: async (request) => {
      const { id } = request.params;
      const act = { now: now(), actorId: sessionOf(request).operatorId };
      const { before, after } = await changeOperator(store.writer, id, request.body, act);
      noteForAudit(request, { subject: after.name, before: accessOf(before), after: accessOf(after) });
      accessChanged();
      return describe(id);
    },
  });

  app.route({
    method: "POST",
    url: "/api/v1/operators/:id/invitation",
    schema: {
      tags,
      summary: "Make another link for an operator who has never signed in",
      params,
      response: { 201: Invitation, 404: Problem, 409: Problem },
    },
    handler: async (request, reply) => {
      const operator = await findOperator(store.writer, request.params.id);
      if (!operator) throw new HttpProblem("not_found");
      // Whoever makes a link could use it: for somebody known that would be acting in their name.
      noteForAudit(request, { subject: operator.name });
      if (operator.last_sign_in_at !== null) throw new HttpProblem("invitation_used");
      return reply.code(201).send(await invite(operator.id));
    },
  });

  app.route({
    method: "DELETE",
    url: "/api/v1/operators/:id/sessions",
    schema: {
      tags,
      summary: "End every session of an operator, and every link not yet used",
      params,
      response: { 204: z.null(), 404: Problem },
    },
    handler: async (request, reply) => {
      const operator = await findOperator(store.writer, request.params.id);
      if (!operator) throw new HttpProblem("not_found");
      noteForAudit(request, { subject: operator.name });
      await removeAccess(store.writer, operator.id);
      accessChanged();
      return reply.code(204).send(null);
    },
  });
}

function accessOf({ role, disabled_at }: OperatorRow): OperatorChange {
  return { role: Role.parse(role), isDisabled: disabled_at !== null };
}

function operatorOnWire(row: OperatorRow & { sessions: number }): Operator {
  return {
    id: row.id,
    name: row.name,
    role: Role.parse(row.role),
    isDisabled: row.disabled_at !== null,
    createdAt: toInstant(row.created_at),
    createdBy: row.created_by,
    lastSignInAt: row.last_sign_in_at === null ? null : toInstant(row.last_sign_in_at),
    sessions: row.sessions,
  };
}
