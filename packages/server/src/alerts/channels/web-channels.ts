import { createHmac } from "node:crypto";
import type { AlertTarget } from "@muster/shared/alert.ts";
import { toInstant } from "@muster/shared/text.ts";
import type { AlertNews } from "../alert-news.ts";
import type { WebMessage } from "../post.ts";

type Target<K extends AlertTarget["kind"]> = Extract<AlertTarget, { kind: K }>;

const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };
const COLOURS = { critical: "#b42318", high: "#d92d20", medium: "#d98e04", low: "#515962" };

/** Slack's form, which Mattermost and others take too (docs.slack.dev, incoming webhooks). Names must not become links or mentions. */
export function slackMessage({ url }: Target<"slack">, news: AlertNews): WebMessage {
  const safe = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const text = `*${safe(news.title)}*\n${safe(news.text)}\n<${news.link}|Open Muster>`;
  const colour = news.kind === "healed" ? "#14713a" : COLOURS[news.severity];
  const body = { text: safe(news.title), attachments: [{ color: colour, text, mrkdwn_in: ["text"] }] };
  return { url, headers: JSON_TYPE, body: JSON.stringify(body) };
}

/** An Adaptive Card, as the workflows take it that replaced Teams' connectors (learn.microsoft.com, 2025). */
export function teamsMessage({ url }: Target<"teams">, news: AlertNews): WebMessage {
  const block = (text: string, more: object) => ({
    type: "TextBlock",
    wrap: true,
    text: text.replace(/[[\]()*_`\\]/g, "\\$&"),
    ...more,
  });
  const card = {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.4",
    body: [
      block(news.title, { weight: "bolder", size: "medium", color: news.kind === "healed" ? "good" : "attention" }),
      block(news.text, {}),
    ],
    actions: [{ type: "Action.OpenUrl", title: "Open Muster", url: news.link }],
  };
  const attachment = { contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content: card };
  return { url, headers: JSON_TYPE, body: JSON.stringify({ type: "message", attachments: [attachment] }) };
}

/** Signed as the Standard Webhooks specification 1.0 says: HMAC-SHA256 over id, timestamp (s) and body. */
export function webhookMessage(
  { url, secret = "" }: Target<"webhook">,
  news: AlertNews,
  id: string,
  now: number,
): WebMessage {
  const { at, ...told } = news;
  const body = JSON.stringify({ type: `alert.${news.kind}`, timestamp: toInstant(at), data: told });
  const timestamp = String(Math.floor(now / 1_000));
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  const signed = { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` };
  return { url, headers: { ...JSON_TYPE, ...signed }, body };
}

const PRIORITIES = { critical: 5, high: 4, medium: 3, low: 2 };

/** Published as JSON, so that no header has to carry a name (docs.ntfy.sh, publish). */
export function ntfyMessage({ url, token }: Target<"ntfy">, news: AlertNews): WebMessage {
  const address = new URL(url);
  const topic = address.pathname.split("/").filter(Boolean).at(-1) ?? "";
  const body = {
    topic,
    title: news.title,
    message: news.text,
    priority: news.kind === "healed" ? 2 : PRIORITIES[news.severity],
    tags: [news.kind === "healed" ? "white_check_mark" : "warning"],
    click: news.link,
  };
  const headers = { ...JSON_TYPE, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
  return { url: address.origin, headers, body: JSON.stringify(body) };
}
