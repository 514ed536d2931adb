import { Alert, AlertMessage, AlertSettings, AlertSettingsChange, AlertSettingsView } from "@muster/shared/alert.ts";
import { Problem } from "@muster/shared/api.ts";
import { MAX_PAGE_ITEMS } from "@muster/shared/limits.ts";
import { toInstant } from "@muster/shared/text.ts";
import { z } from "zod";
import { alertNews, NAMED } from "../../alerts/alert-news.ts";
import { readAlertSettings, saveAlertSettings } from "../../store/alert-channels.ts";
import { listAlertMessages, replayAlertMessage } from "../../store/alert-messages.ts";
import type { AlertRow } from "../../store/alert-tables.ts";
import { findAlert, listAlerts, machinesOfAlert, saveAlert } from "../../store/alerts.ts";
import type { App, HttpContext } from "../http-context.ts";
import { operatorOf } from "../operator.ts";
import { HttpProblem } from "../problems.ts";

const params = z.object({ id: z.string().max(200) });
const limited = z.object({ limit: z.coerce.number().int().min(1).max(MAX_PAGE_ITEMS).default(50) });
const tags = ["Alerts"];

/** What people are told of at once, and every message about it. */
export function alertRoutes(app: App, { store, now, alerts }: HttpContext): void {
  app.route({
    method: "GET",
    url: "/api/v1/alerts",
    schema: {
      tags,
      summary: "Alerts, the newest first",
      querystring: limited,
      response: { 200: z.object({ items: z.array(Alert) }), 400: Problem },
    },
    handler: async (request) => {
      const rows = await listAlerts(store.writer, request.query.limit);
      return { items: await Promise.all(rows.map(described)) };
    },
  });

  app.route({
    method: "POST",
    url: "/api/v1/alerts/:id/acknowledge",
    schema: {
      tags,
      summary: "Say that somebody looks after it: no reminder and no escalation follows",
      params,
      response: { 200: Alert, 404: Problem, 409: Problem },
    },
    handler: async (request) => {
      const operator = await operatorOf(request);
      const row = await store.writer.transaction().execute(async (trx) => {
        const alert = await findAlert(trx, request.params.id);
        if (!alert) throw new HttpProblem("not_found");
        if (alert.acknowledged_at !== null || alert.healed_at !== null) throw new HttpProblem("already_decided");
        const acknowledged = { ...alert, acknowledged_at: now(), acknowledged_by: operator };
        await saveAlert(trx, acknowledged);
        return acknowledged;
      });
      return described(row);
    },
  });

  app.route({
    method: "GET",
    url: "/api/v1/alert-messages",
    schema: {
      tags,
      summary: "Messages of every channel with what became of them, the newest first",
      querystring: limited,
      response: { 200: z.object({ items: z.array(AlertMessage) }), 400: Problem },
    },
    handler: async (request) => {
      const rows = await listAlertMessages(store.writer, request.query.limit);
      const items = rows.map((row) =>
        AlertMessage.parse({
          id: row.id,
          alertId: row.alert_id,
          channelId: row.channel_id,
          channelName: row.channel_name,
          kind: row.kind,
          title: row.title,
          state: row.state,
          attempts: row.attempts,
          response: row.response,
          createdAt: toInstant(row.created_at),
          nextAttemptAt: row.state === "pending" ? instantOrNull(row.next_attempt_at) : null,
          sentAt: instantOrNull(row.sent_at),
        }),
      );
      return { items };
    },
  });

  app.route({
    method: "POST",
    url: "/api/v1/alert-messages/:id/replay",
    schema: {
      tags,
      summary: "Send a message once more under its old id",
      params,
      response: { 202: z.null(), 409: Problem },
    },
    handler: async (request, reply) => {
      if (!(await replayAlertMessage(store.writer, request.params.id, now()))) throw new HttpProblem("already_decided");
      return reply.code(202).send(null);
    },
  });

  app.route({
    method: "GET",
    url: "/api/v1/alert-settings",
    schema: { tags, summary: "When alerts are told, and the heartbeat", response: { 200: AlertSettingsView } },
    handler: () => view(),
  });

  app.route({
    method: "PUT",
    url: "/api/v1/alert-settings",
    schema: {
      tags,
      summary: "Change when alerts are told, and the heartbeat",
      body: AlertSettingsChange,
      response: { 200: AlertSettingsView, 400: Problem },
    },
    handler: async (request) => {
      const { heartbeatUrl, ...settings } = request.body;
      await saveAlertSettings(store.writer, AlertSettings.parse(settings), heartbeatOf(heartbeatUrl));
      return view();
    },
  });

  function heartbeatOf(url: string | null | undefined) {
    if (url === undefined) return null;
    if (url === null) return { heartbeat_url: null, heartbeat_host: null };
    return { heartbeat_url: alerts.seal.seal(url), heartbeat_host: new URL(url).host };
  }

  async function view(): Promise<z.infer<typeof AlertSettingsView>> {
    const { settings, heartbeat_host } = await readAlertSettings(store.writer);
    return { ...settings, heartbeatHost: heartbeat_host };
  }

  async function described(row: AlertRow): Promise<Alert> {
    const machines = await machinesOfAlert(store.writer, row.id, NAMED);
    const kind = row.healed_at === null ? "opened" : "healed";
    const news = alertNews(row, machines, kind, { now: row.healed_at ?? now(), dashboardUrl: alerts.dashboardUrl });
    return Alert.parse({
      id: row.id,
      rule: row.rule,
      severity: row.severity,
      state: stateOf(row),
      sentence: news.title,
      machines: machines.present,
      machinesEver: machines.ever,
      openedAt: toInstant(row.opened_at),
      toldAt: instantOrNull(row.told_at),
      acknowledgedAt: instantOrNull(row.acknowledged_at),
      acknowledgedBy: row.acknowledged_by,
      escalatedAt: instantOrNull(row.escalated_at),
      healedAt: instantOrNull(row.healed_at),
    });
  }
}

function stateOf(row: AlertRow): Alert["state"] {
  if (row.healed_at !== null) return "healed";
  if (row.acknowledged_at !== null) return "acknowledged";
  return row.told_at === null ? "gathering" : "open";
}

function instantOrNull(epochMs: number | null): string | null {
  return epochMs === null ? null : toInstant(epochMs);
}
