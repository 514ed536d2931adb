import type { AlertMessageRow } from "../store/alert-tables.ts";
import type { AlertNews } from "./alert-news.ts";

/** News for a channel, to be sent now; its id is the same whoever makes it. */
export function newAlertMessage(id: string, channelId: string, news: AlertNews, now: number): AlertMessageRow {
  return {
    id,
    alert_id: news.alertId,
    channel_id: channelId,
    kind: news.kind,
    title: news.title,
    body: JSON.stringify(news),
    state: "pending",
    attempts: 0,
    tries: 0,
    response: "",
    created_at: now,
    next_attempt_at: now,
    lease_owner: null,
    lease_until: null,
    sent_at: null,
  };
}
