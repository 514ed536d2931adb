import { escaped } from "../../mail/escape.ts";
import { FONT, mailFrame } from "../../mail/frame.ts";
import type { OutgoingMail } from "../../mail/mailer.ts";
import type { AlertNews } from "../alert-news.ts";

/** An alert as a mail; the same Message-ID whenever it is sent again. */
export function mailAlert(to: readonly string[], news: AlertNews, id: string, from: string): OutgoingMail {
  const tone = news.kind === "healed" ? "good" : news.kind === "test" ? "none" : "bad";
  const body = [
    `<h1 class="${tone}" style="margin:0 0 8px;${FONT};font-size:20px;line-height:27px">${escaped(news.title)}</h1>`,
    `<p style="margin:0 0 16px">${escaped(news.text).replaceAll("\n", "<br>")}</p>`,
    `<p style="margin:0"><a href="${escaped(news.link)}" style="color:#1858b5">Open Muster</a></p>`,
  ].join("\n");
  return {
    to,
    subject: `[Muster] ${news.title}`,
    html: mailFrame({ language: "en", title: news.title, tone, body }),
    text: `${news.title}\n\n${news.text}\n\n${news.link}\n`,
    csv: null,
    messageId: `<alert.${id}@${from.slice(from.lastIndexOf("@") + 1)}>`,
    date: news.at,
    language: "en",
    unsubscribeUrl: null,
  };
}
