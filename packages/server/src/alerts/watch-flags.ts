import type { AlertSettings } from "@muster/shared/alert.ts";
import { Severity } from "@muster/shared/rules.ts";
import type { Logger } from "pino";
import { listAlertChannels, readAlertSettings } from "../store/alert-channels.ts";
import type { AlertChannelRow, AlertRow } from "../store/alert-tables.ts";
import {
  addAlertMessages,
  cancelAlertMessages,
  flagsWithoutAlert,
  joinAlert,
  leaveAlerts,
  machinesOfAlert,
  saveAlert,
  unhealedAlerts,
} from "../store/alerts.ts";
import type { Db, Store } from "../store/open-store.ts";
import { alertNews, NAMED } from "./alert-news.ts";
import { heldMessage } from "./held-message.ts";
import { nextStep } from "./next-step.ts";

const WORST_LAST = Severity.options;

export type FlagWatch = {
  /** Looks once at what opened and resolved, and makes the messages that are due. */
  look(): Promise<void>;
};

/**
 * Groups flags into alerts, one per rule at a time, and tells of each as it opens, grows, is left alone, and heals. All of a
 * look is one transaction and every message's id follows from what it tells, so that any number of processes tell once.
 */
export function watchFlags(options: {
  store: Pick<Store, "reader" | "writer">;
  dashboardUrl: string;
  now: () => number;
  newId: () => string;
  log: Logger;
}): FlagWatch {
  const { store, dashboardUrl, now, newId, log } = options;

  /** Whether there is anything to do: asked without the writer's lock, for most of the time there is not. */
  async function isQuiet(channels: readonly AlertChannelRow[], since: number): Promise<boolean> {
    if ((await unhealedAlerts(store.reader)).length > 0) return false;
    return channels.length === 0 || (await flagsWithoutAlert(store.reader, heardOf(channels), since, 1)).length === 0;
  }

  async function gather(trx: Db, channels: readonly AlertChannelRow[], since: number): Promise<void> {
    const flags = await flagsWithoutAlert(trx, heardOf(channels), since);
    if (flags.length === 0) return;
    const open = new Map((await unhealedAlerts(trx)).map((alert) => [alert.rule, alert]));
    for (const [rule, group] of Map.groupBy(flags, (flag) => flag.rule)) {
      const worst = group.reduce((rank, flag) => Math.max(rank, WORST_LAST.indexOf(Severity.parse(flag.severity))), 0);
      const known = open.get(rule);
      const rank = Math.max(worst, known ? WORST_LAST.indexOf(Severity.parse(known.severity)) : 0);
      const alert = { ...(known ?? newAlert(newId(), rule, now())), severity: WORST_LAST[rank] ?? "high" };
      await saveAlert(trx, alert);
      await joinAlert(trx, alert.id, group);
    }
  }

  async function step(trx: Db, alert: AlertRow, channels: readonly AlertChannelRow[], settings: AlertSettings) {
    const machines = await machinesOfAlert(trx, alert.id, NAMED);
    const { change, tell } = nextStep(alert, machines.present, settings, now());
    if (tell === null) {
      if (Object.keys(change).length > 0) await saveAlert(trx, { ...alert, ...change });
      return;
    }
    const told = { ...alert, ...change, messages: alert.messages + 1 };
    await saveAlert(trx, told);
    const news = alertNews(told, machines, tell, { now: now(), dashboardUrl });
    const heard = tell === "healed" ? await cancelAlertMessages(trx, alert.id) : null;
    const rank = WORST_LAST.indexOf(news.severity);
    const hears = (channel: AlertChannelRow): boolean => {
      if (heard !== null) return heard.has(channel.id);
      if (rank < WORST_LAST.indexOf(Severity.parse(channel.min_severity))) return false;
      return channel.is_escalation === 0 || told.escalated_at !== null;
    };
    const messages = channels
      .filter(hears)
      .map((channel) => heldMessage(`${news.alertId}.${channel.id}.${told.messages}`, channel, news, now()));
    await addAlertMessages(trx, messages);
    log.info({ alert: alert.id, rule: alert.rule, tell, machines: machines.present }, "alert told");
  }

  return {
    look: async () => {
      const { settings, enabled_since } = await readAlertSettings(store.reader);
      if (enabled_since === null) return;
      const channels = (await listAlertChannels(store.reader)).filter((channel) => channel.is_active === 1);
      if (await isQuiet(channels, enabled_since)) return;
      await store.writer.transaction().execute(async (trx) => {
        await leaveAlerts(trx, now());
        if (channels.length > 0) await gather(trx, channels, enabled_since);
        for (const alert of await unhealedAlerts(trx)) await step(trx, alert, channels, settings);
      });
    },
  };
}

/** Severities that any channel wants to hear of. */
function heardOf(channels: readonly AlertChannelRow[]): Severity[] {
  if (channels.length === 0) return [];
  const lowest = Math.min(...channels.map((each) => WORST_LAST.indexOf(Severity.parse(each.min_severity))));
  return WORST_LAST.slice(lowest);
}

function newAlert(id: string, rule: string, now: number): AlertRow {
  return {
    id,
    rule,
    severity: "low",
    opened_at: now,
    told_at: null,
    last_told_at: null,
    told_machines: 0,
    messages: 0,
    acknowledged_at: null,
    acknowledged_by: null,
    escalated_at: null,
    healing_since: null,
    healed_at: null,
  };
}
