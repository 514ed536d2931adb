import { randomUUID } from "node:crypto";
import { Problem } from "@muster/shared/api.ts";
import {
  IncidentActRequest,
  IncidentAssignees,
  IncidentDetail,
  IncidentPage,
  IncidentQuery,
  NewIncident,
} from "@muster/shared/incident.ts";
import { MAX_INCIDENT_ENTRIES } from "@muster/shared/limits.ts";
import { may, Role } from "@muster/shared/permissions.ts";
import { z } from "zod";
import { incidentDetailOnWire, incidentOnWire } from "../../incidents/incident-on-wire.ts";
import { openByHand } from "../../incidents/open-by-hand.ts";
import { workOnIncident } from "../../incidents/work-on-incident.ts";
import type { IncidentRow } from "../../store/incident-tables.ts";
import { entriesOfIncident, findIncident, listIncidents, stepsOfIncidents } from "../../store/incidents.ts";
import { listOperators } from "../../store/operators.ts";
import { noteForAudit } from "../audit-hook.ts";
import { readCursor, writeCursor } from "../cursors.ts";
import type { App, HttpContext } from "../http-context.ts";
import { operatorOf } from "../operator.ts";
import { HttpProblem } from "../problems.ts";

const Place = z.object({ rank: z.number(), number: z.number() });
const params = z.object({ id: z.string().max(60) });
const tags = ["Incidents"];

/** Odd things that somebody has to look into, and the response to each. */
export function incidentRoutes(app: App, { store, now, alerts, incidentsChanged }: HttpContext): void {
  const described = async (row: IncidentRow): Promise<IncidentDetail> =>
    incidentDetailOnWire(
      row,
      await stepsOfIncidents(store.writer, [row.id]),
      await entriesOfIncident(store.writer, row.id, MAX_INCIDENT_ENTRIES),
    );

  app.route({
    method: "GET",
    url: "/api/v1/incidents",
    schema: {
      tags,
      summary: "Incidents: those that are open first, the worst at the top",
      querystring: IncidentQuery,
      response: { 200: IncidentPage, 400: Problem },
    },
    handler: async (request) => {
      const { cursor, limit, ...filter } = request.query;
      const rows = await listIncidents(store.reader, filter, { after: readCursor(Place, cursor), limit: limit + 1 });
      const shown = rows.slice(0, limit);
      const last = rows.length > limit ? shown.at(-1) : undefined;
      const ids = shown.map((row) => row.id);
      const steps = Map.groupBy(await stepsOfIncidents(store.reader, ids), (step) => step.incident_id);
      return {
        items: shown.map((row) => incidentOnWire(row, steps.get(row.id)?.length ?? 0)),
        nextCursor: last ? writeCursor({ rank: last.list_rank, number: last.number }) : null,
      };
    },
  });

  app.route({
    method: "POST",
    url: "/api/v1/incidents",
    schema: {
      tags,
      summary: "Open an incident by hand",
      body: NewIncident,
      response: { 201: IncidentDetail, 400: Problem, 404: Problem },
    },
    handler: async (request, reply) => {
      const context = { by: operatorOf(request), now: now(), id: randomUUID(), dashboardUrl: alerts.dashboardUrl };
      const row = await openByHand(store.writer, request.body, context);
      noteForAudit(request, { subject: row.id, after: { number: row.number } });
      incidentsChanged();
      return reply.code(201).send(await described(row));
    },
  });

  app.route({
    method: "GET",
    url: "/api/v1/incidents/:id",
    schema: {
      tags,
      summary: "An incident with its checklist and what was done, the latest first",
      params,
      response: { 200: IncidentDetail, 404: Problem },
    },
    handler: async (request) => {
      const row = await findIncident(store.reader, request.params.id);
      if (!row) throw new HttpProblem("not_found");
      return described(row);
    },
  });

  app.route({
    method: "POST",
    url: "/api/v1/incidents/:id/work",
    schema: {
      tags,
      summary: "Acknowledge, assign, annotate, work through, close or reopen an incident",
      params,
      body: IncidentActRequest,
      response: { 200: IncidentDetail, 400: Problem, 404: Problem, 409: Problem },
    },
    handler: async (request) => {
      const act = { by: operatorOf(request), now: now() };
      const row = await workOnIncident(store.writer, request.params.id, request.body.act, act);
      incidentsChanged();
      return described(row);
    },
  });

  app.route({
    method: "GET",
    url: "/api/v1/incident-assignees",
    schema: { tags, summary: "Who may be given an incident, by name", response: { 200: IncidentAssignees } },
    handler: async () => {
      const operators = await listOperators(store.reader, { now: now(), idleSince: now() });
      const able = operators.filter((row) => row.disabled_at === null && may(Role.parse(row.role), "incidents.work"));
      return { items: able.map((row) => row.name) };
    },
  });
}
