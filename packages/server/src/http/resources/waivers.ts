import { randomUUID } from "node:crypto";
import { Problem, WaiverDecision, WaiverPage, WaiverQuery } from "@muster/shared/api.ts";
import { may } from "@muster/shared/permissions.ts";
import { Waiver, WaiverRequest } from "@muster/shared/waiver.ts";
import { z } from "zod";
import { waiverOnWire } from "../../feed/describe-waiver.ts";
import { decideWaiver, requestWaiver } from "../../flags/waivers.ts";
import { findMachine } from "../../store/machines.ts";
import type { WaiverRow } from "../../store/schema.ts";
import { listWaivers } from "../../store/waivers.ts";
import { noteForAudit } from "../audit-hook.ts";
import { readCursor, writeCursor } from "../cursors.ts";
import type { App, HttpContext } from "../http-context.ts";
import { operatorOf } from "../operator.ts";
import { sessionOf } from "../permission-guard.ts";

const Place = z.object({ endsAt: z.number(), id: z.string() });
const tags = ["Waivers"];

/** Approved exceptions: asked for by one person, decided by another. */
export function waiverRoutes(app: App, context: HttpContext): void {
  const { store, now, policy, dueNow } = context;
  const wording = () => ({ now: now(), remindBefore: policy().policy.waivers.remindBefore });
  const described = async (row: WaiverRow): Promise<Waiver> => {
    const machine = row.machine_id === null ? undefined : await findMachine(store.reader, row.machine_id);
    return waiverOnWire({ ...row, machine_name: machine?.name ?? null }, wording());
  };

  app.route({
    method: "GET",
    url: "/api/v1/waivers",
    schema: {
      tags,
      summary: "Waivers, the one that ends last first",
      querystring: WaiverQuery,
      response: { 200: WaiverPage, 400: Problem },
    },
    handler: async (request) => {
      const { cursor, limit, ...filter } = request.query;
      const rows = await listWaivers(store.reader, filter, { after: readCursor(Place, cursor), limit: limit + 1 });
      const shown = rows.slice(0, limit);
      const last = rows.length > limit ? shown.at(-1) : undefined;
      return {
        items: shown.map((row) => waiverOnWire(row, wording())),
        nextCursor: last ? writeCursor({ endsAt: last.ends_at, id: last.id }) : null,
      };
    },
  });

  app.route({
    method: "POST",
    url: "/api/v1/waivers",
    schema: {
      tags,
      summary: "Ask for a waiver; it covers nothing before it is approved",
      body: WaiverRequest,
      response: { 201: Waiver, 400: Problem, 422: Problem },
    },
    handler: async (request, reply) => {
      const by = operatorOf(request);
      const act = { by, now: now(), policy: policy().policy, id: randomUUID() };
      const row = await requestWaiver(store.writer, request.body, act);
      noteForAudit(request, { subject: row.id });
      return reply.code(201).send(await described(row));
    },
  });

  app.route({
    method: "POST",
    url: "/api/v1/waivers/:id/decision",
    schema: {
      tags,
      summary: "Approve, refuse or withdraw a waiver that was asked for, or end one early",
      params: z.object({ id: z.string().max(60) }),
      body: WaiverDecision,
      response: { 200: Waiver, 403: Problem, 404: Problem, 409: Problem },
    },
    handler: async (request) => {
      const { operator: by, role } = sessionOf(request);
      const act = { by, now: now(), policy: policy().policy, mayDecideForGroup: may(role, "waivers.decide-for-group") };
      const row = await decideWaiver(store.writer, request.params.id, request.body.decision, act);
      dueNow();
      const { state, machine_id, group_name, rule, requested_by } = row;
      noteForAudit(request, {
        after: { state, machineId: machine_id, group: group_name, rule, requestedBy: requested_by },
      });
      return described(row);
    },
  });
}
