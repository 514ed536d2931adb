import type { AlertTarget } from "@muster/shared/alert.ts";
import { AppError } from "@muster/shared/errors.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { AlertNews } from "./alert-news.ts";
import { mailAlert } from "./channels/mail-alert.ts";
import { sendSyslog, syslogText } from "./channels/syslog.ts";
import { ntfyMessage, slackMessage, teamsMessage, webhookMessage } from "./channels/web-channels.ts";
import type { Guard } from "./guarded-lookup.ts";
import { post } from "./post.ts";

export type Senders = { mailer: Mailer | null; guard: Guard; hostName: string; now: () => number };

const MAIL_TIMEOUT_MS = 60_000;

/** Sends news to a target; resolves to what was answered, and rejects with why it was not taken. `id` is the same at every try. */
export async function sendNews(senders: Senders, target: AlertTarget, news: AlertNews, id: string): Promise<string> {
  const { mailer, guard, hostName, now } = senders;
  switch (target.kind) {
    case "mail": {
      if (mailer === null) throw new AppError("no_mail_server");
      const signal = AbortSignal.timeout(MAIL_TIMEOUT_MS);
      const mail = mailAlert(target.to, news, id, mailer.from);
      return (await mailer.send(mail, { signal, beforeEnd: async () => {} })).response;
    }
    case "slack":
      return post(slackMessage(target, news), guard);
    case "teams":
      return post(teamsMessage(target, news), guard);
    case "webhook":
      return post(webhookMessage(target, news, id, now()), guard);
    case "ntfy":
      return post(ntfyMessage(target, news), guard);
    case "syslog":
      return sendSyslog(target, syslogText(news, hostName), guard);
  }
}
