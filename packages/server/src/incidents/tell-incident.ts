import { Severity } from "@muster/shared/rules.ts";
import type { AlertNews } from "../alerts/alert-news.ts";
import { heldMessage } from "../alerts/held-message.ts";
import { plain } from "../mail/plain.ts";
import { listAlertChannels } from "../store/alert-channels.ts";
import type { AlertChannelRow } from "../store/alert-tables.ts";
import { addAlertMessages } from "../store/alerts.ts";
import type { IncidentRow } from "../store/incident-tables.ts";
import type { Db } from "../store/open-store.ts";

/** Makes the messages that tell of an incident which has just opened, in the same transaction. */
export async function tellIncident(trx: Db, row: IncidentRow, context: { now: number; dashboardUrl: string }) {
  const { now, dashboardUrl } = context;
  const news: AlertNews = {
    kind: "incident",
    alertId: null,
    rule: null,
    severity: Severity.parse(row.severity),
    title: `Incident ${row.number}: ${plain(row.title)}`,
    text: plain(row.sentence),
    machines: 0,
    names: [],
    at: now,
    link: `${dashboardUrl}/incidents/${encodeURIComponent(row.id)}`,
  };
  const channels = (await listAlertChannels(trx)).filter((channel) => isToHear(channel, row));
  await addAlertMessages(
    trx,
    channels.map((channel) => heldMessage(`${row.id}.${channel.id}`, channel, news, now)),
  );
}

function isToHear(channel: AlertChannelRow, { kind, severity, subject }: IncidentRow): boolean {
  if (channel.is_active !== 1 || channel.is_escalation === 1) return false;
  // By mail nobody would hear that mail is not taken, and nobody hears anything by the channel that fails.
  if (kind === "digest-lost" && channel.kind === "mail") return false;
  if (kind === "channel-failing" && channel.id === subject) return false;
  return (
    Severity.options.indexOf(Severity.parse(severity)) >= Severity.options.indexOf(Severity.parse(channel.min_severity))
  );
}
