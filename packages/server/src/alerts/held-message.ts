import { QuietHours } from "@muster/shared/alert.ts";
import type { AlertChannelRow, AlertMessageRow } from "../store/alert-tables.ts";
import { newAlertMessage } from "./alert-message.ts";
import type { AlertNews } from "./alert-news.ts";
import { quietUntil } from "./quiet-until.ts";

/** News for a channel, to be sent now, or when the channel's quiet hours end unless it is critical. */
export function heldMessage(id: string, channel: AlertChannelRow, news: AlertNews, now: number): AlertMessageRow {
  const quiet = channel.quiet_hours === null ? null : QuietHours.parse(JSON.parse(channel.quiet_hours));
  const held = quiet === null || news.severity === "critical" ? null : quietUntil(quiet, now);
  return {
    ...newAlertMessage(id, channel.id, news, now),
    next_attempt_at: held ?? now,
    response: held === null ? "" : "held until the quiet hours end",
  };
}
