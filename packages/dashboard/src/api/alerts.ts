import { Alert, AlertChannel, type AlertChannelDraft, AlertMessage, NewAlertChannel } from "@muster/shared/alert.ts";
import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { request, send } from "./request.ts";

/** The first word of every key that has to do with alerts. */
export const ALERTS_KEY = "alerts";

/** Alerts come and go by themselves: looked at again this often, in ms. */
const LOOK_AGAIN_MS = 10_000;

const listOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });

export const alertsQuery = queryOptions({
  queryKey: [ALERTS_KEY, "list"],
  queryFn: ({ signal }) => request(listOf(Alert), "/alerts", { signal }),
  refetchInterval: LOOK_AGAIN_MS,
});

export const alertChannelsQuery = queryOptions({
  queryKey: [ALERTS_KEY, "channels"],
  queryFn: ({ signal }) => request(listOf(AlertChannel), "/alert-channels", { signal }),
});

export const alertMessagesQuery = queryOptions({
  queryKey: [ALERTS_KEY, "messages"],
  queryFn: ({ signal }) => request(listOf(AlertMessage), "/alert-messages?limit=20", { signal }),
  refetchInterval: LOOK_AGAIN_MS,
});

export function acknowledgeAlert(id: string): Promise<Alert> {
  return request(Alert, `/alerts/${encodeURIComponent(id)}/acknowledge`, { method: "POST" });
}

export function makeAlertChannel(body: AlertChannelDraft) {
  return request(NewAlertChannel, "/alert-channels", { method: "POST", body });
}

export async function removeAlertChannel(id: string): Promise<void> {
  await send(`/alert-channels/${encodeURIComponent(id)}`, { method: "DELETE" });
}

export function testAlertChannel(id: string) {
  const Answer = z.object({ response: z.string() });
  return request(Answer, `/alert-channels/${encodeURIComponent(id)}/test`, { method: "POST" });
}

export async function replayAlertMessage(id: string): Promise<void> {
  await send(`/alert-messages/${encodeURIComponent(id)}/replay`, { method: "POST" });
}
