import { escaped } from "../mail/escape.ts";
import { FONT, mailFrame } from "../mail/frame.ts";
import type { DigestDocument } from "./compose.ts";
import type { DigestSection } from "./sections.ts";

const QUIET = "color:#515962";
const INKS = { bad: "#b42318", good: "#14713a", none: "#1a1d21" };

/** Height of the trend's tallest bar in px. */
const BAR_PX = 40;

/** The mail's HTML part. */
export function renderHtml(document: DigestDocument): string {
  const { sentence, heading, sections, trend, closing, link, open, tone } = document;
  const body = [
    `<h1 class="${tone}" style="margin:0 0 8px;${FONT};font-size:21px;line-height:28px;font-weight:700;color:${INKS[tone]}">${escaped(sentence)}</h1>`,
    `<p class="quiet" style="margin:0;${QUIET};font-size:14px;line-height:20px">${heading.map(escaped).join("<br>")}</p>`,
    ...sections.map(renderSection),
    ...(trend === null ? [] : [renderTrend(trend)]),
    renderButton(link, open),
    `<p class="quiet" style="margin:0;${QUIET};font-size:13px;line-height:19px">${closing.map(escaped).join("<br>")}</p>`,
  ];
  return mailFrame({ language: document.language, title: document.subject, tone, body: body.join("\n") });
}

function renderSection({ title, tone, rows, more }: DigestSection): string {
  const lines = rows.map(({ name, text, link }) => {
    const shown =
      link === null ? escaped(name) : `<a href="${escaped(link)}" style="color:#1858b5">${escaped(name)}</a>`;
    return `<tr><th scope="row" class="line" align="left" valign="top" width="34%" style="${CELL};font-weight:600">${shown}</th><td class="line" valign="top" style="${CELL}">${escaped(text)}</td></tr>`;
  });
  const rest = more === null ? "" : `<p class="quiet" style="margin:6px 0 0;${QUIET}">${escaped(more)}</p>`;
  return `<h2 class="${tone}" style="margin:28px 0 8px;${FONT};font-size:16px;line-height:22px;font-weight:700;color:${INKS[tone]}">${escaped(title)}</h2>
<table class="rows" width="100%" cellpadding="0" cellspacing="0" border="0" style="width:100%;table-layout:fixed">
${lines.join("\n")}
</table>${rest}`;
}

const CELL = `padding:7px 12px 7px 0;border-top:1px solid #dde1e6;${FONT};font-size:14px;line-height:20px;word-break:break-word;overflow-wrap:anywhere`;

/** Bars of table cells, because mail programs show no drawings; the sentence says the same to who cannot see them. */
function renderTrend({ title, sentence, percents }: NonNullable<DigestDocument["trend"]>): string {
  const bars = percents.map((percent) => {
    const height = Math.max(1, Math.round((percent / 100) * BAR_PX));
    return `<td valign="bottom" style="padding:0 1px;height:${BAR_PX}px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="bar" height="${height}" style="height:${height}px;font-size:1px;line-height:1px;background-color:#2f9e57">&nbsp;</td></tr></table></td>`;
  });
  return `<h2 style="margin:28px 0 8px;${FONT};font-size:16px;line-height:22px;font-weight:700;color:${INKS.none}">${escaped(title)}</h2>
<table role="presentation" aria-hidden="true" width="100%" cellpadding="0" cellspacing="0" border="0" style="width:100%;table-layout:fixed"><tr>${bars.join("")}</tr></table>
<p style="margin:6px 0 0">${escaped(sentence)}</p>`;
}

function renderButton(link: string, words: string): string {
  return `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:28px 0 20px"><tr><td class="button" style="background-color:#1858b5;border-radius:6px;padding:10px 18px"><a href="${escaped(link)}" style="color:#ffffff;${FONT};font-size:15px;font-weight:600;text-decoration:none">${escaped(words)}</a></td></tr></table>`;
}
