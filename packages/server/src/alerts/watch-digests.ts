import { DAY_MS } from "@muster/shared/duration.ts";
import { listAlertChannels } from "../store/alert-channels.ts";
import { addAlertMessages } from "../store/alerts.ts";
import type { Store } from "../store/open-store.ts";
import { newAlertMessage } from "./alert-message.ts";
import type { AlertNews } from "./alert-news.ts";

/** An older failure is no news. */
const NEWS_MS = 2 * DAY_MS;

/** Tells on every channel but mail of a digest that was given up: by mail nobody would hear of it. */
export function watchDigests(options: {
  store: Pick<Store, "reader" | "writer">;
  dashboardUrl: string;
  now: () => number;
}): () => Promise<void> {
  const { store, dashboardUrl, now } = options;
  return async () => {
    const failed = await store.reader
      .selectFrom("digest")
      .innerJoin("mail", "mail.id", "digest.mail_id")
      .select(["digest.id", "digest.number", "digest.night", "mail.state_sentence"])
      .where("mail.state", "=", "failed")
      .where("digest.composed_at", ">=", now() - NEWS_MS)
      .execute();
    if (failed.length === 0) return;
    const channels = (await listAlertChannels(store.reader)).filter(
      (each) => each.is_active === 1 && each.kind !== "mail",
    );
    const messages = failed.flatMap((digest) => {
      const news: AlertNews = {
        kind: "digest-failed",
        alertId: null,
        rule: null,
        severity: "high",
        title: `Digest no. ${digest.number} of ${digest.night} was not delivered`,
        text: digest.state_sentence,
        machines: 0,
        names: [],
        at: now(),
        link: `${dashboardUrl}/digests/${encodeURIComponent(digest.id)}`,
      };
      return channels.map((channel) => newAlertMessage(`${digest.id}.${channel.id}`, channel.id, news, now()));
    });
    await addAlertMessages(store.writer, messages);
  };
}
