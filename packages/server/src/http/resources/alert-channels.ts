import { randomUUID } from "node:crypto";
import { AlertChannel, AlertChannelDraft, AlertTarget, NewAlertChannel } from "@muster/shared/alert.ts";
import { Problem } from "@muster/shared/api.ts";
import { AppError } from "@muster/shared/errors.ts";
import { toInstant } from "@muster/shared/text.ts";
import { z } from "zod";
import { testNews } from "../../alerts/alert-news.ts";
import { channelRow } from "../../alerts/channel-row.ts";
import { sendNews } from "../../alerts/send-news.ts";
import { findAlertChannel, listAlertChannels, saveAlertChannel } from "../../store/alert-channels.ts";
import type { AlertChannelRow } from "../../store/alert-tables.ts";
import { noteForAudit } from "../audit-hook.ts";
import type { App, HttpContext } from "../http-context.ts";
import { HttpProblem } from "../problems.ts";

/** Channels on one server. */
const MAX_CHANNELS = 50;

const params = z.object({ id: z.string().max(60) });
const tags = ["Alerts"];

/** The ways on which alerts reach people and programs. What a target holds is never told again. */
export function alertChannelRoutes(app: App, { store, now, alerts }: HttpContext): void {
  const { seal, guard, senders, dashboardUrl } = alerts;

  app.route({
    method: "GET",
    url: "/api/v1/alert-channels",
    schema: { tags, summary: "Every channel, by name", response: { 200: z.object({ items: z.array(AlertChannel) }) } },
    handler: async () => ({ items: (await listAlertChannels(store.writer)).map(channelOnWire) }),
  });

  app.route({
    method: "POST",
    url: "/api/v1/alert-channels",
    schema: {
      tags,
      summary: "Make a channel; a webhook's secret is told once, here",
      body: AlertChannelDraft,
      response: { 201: NewAlertChannel, 400: Problem, 409: Problem, 422: Problem },
    },
    handler: async (request, reply) => {
      if ((await listAlertChannels(store.writer)).length >= MAX_CHANNELS) throw new HttpProblem("too_many_lists");
      const made = channelRow(request.body, null, { id: randomUUID().slice(0, 8), now: now(), seal, guard });
      if (!made) throw new HttpProblem("input_invalid", "target: expected where the channel leads");
      await saveAlertChannel(store.writer, made.row);
      return reply.code(201).send({ ...channelOnWire(made.row), secret: made.secret });
    },
  });

  app.route({
    method: "PUT",
    url: "/api/v1/alert-channels/:id",
    schema: {
      tags,
      summary: "Change a channel; its target stays where none is given",
      params,
      body: AlertChannelDraft,
      response: { 200: NewAlertChannel, 400: Problem, 404: Problem, 422: Problem },
    },
    handler: async (request) => {
      const before = await known(request.params.id);
      const made = channelRow(request.body, before, { id: before.id, now: now(), seal, guard });
      if (!made) throw new HttpProblem("not_found");
      const { name, min_severity, is_escalation, is_active } = before;
      const was = { name, minSeverity: min_severity, isEscalation: is_escalation === 1, isActive: is_active === 1 };
      noteForAudit(request, { before: was });
      await saveAlertChannel(store.writer, made.row);
      return { ...channelOnWire(made.row), secret: made.secret };
    },
  });

  app.route({
    method: "DELETE",
    url: "/api/v1/alert-channels/:id",
    schema: {
      tags,
      summary: "Remove a channel and forget its target",
      params,
      response: { 204: z.null(), 404: Problem },
    },
    handler: async (request, reply) => {
      const row = await known(request.params.id);
      await saveAlertChannel(store.writer, { ...row, target: "", is_active: 0, removed_at: now() });
      noteForAudit(request, { before: { name: row.name, kind: row.kind } });
      return reply.code(204).send(null);
    },
  });

  app.route({
    method: "POST",
    url: "/api/v1/alert-channels/:id/test",
    schema: {
      tags,
      summary: "Send a test on a channel, at once",
      params,
      response: { 200: z.object({ response: z.string() }), 404: Problem, 502: Problem },
    },
    handler: async (request) => {
      const row = await known(request.params.id);
      const target = AlertTarget.parse(JSON.parse(seal.open(row.target)));
      const news = testNews(row.name, { now: now(), dashboardUrl });
      try {
        return { response: await sendNews(senders, target, news, `test.${randomUUID()}`) };
      } catch (error) {
        // Whatever the other side does is an answer to show, not a fault of this server.
        const why = error instanceof AppError || error instanceof Error ? error.message : String(error);
        throw new HttpProblem("alert_not_sent", why.slice(0, 300));
      }
    },
  });

  async function known(id: string): Promise<AlertChannelRow> {
    const row = await findAlertChannel(store.writer, id);
    if (!row) throw new HttpProblem("not_found");
    return row;
  }
}

function channelOnWire(row: AlertChannelRow): AlertChannel {
  return AlertChannel.parse({
    id: row.id,
    name: row.name,
    kind: row.kind,
    address: row.address,
    minSeverity: row.min_severity,
    isEscalation: row.is_escalation === 1,
    quietHours: row.quiet_hours === null ? null : JSON.parse(row.quiet_hours),
    isActive: row.is_active === 1,
    createdAt: toInstant(row.created_at),
    updatedAt: toInstant(row.updated_at),
  });
}
