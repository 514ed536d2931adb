import { PROBE_IDS, PROBES } from "@muster/shared/facts/index.ts";
import type { Receipt } from "@muster/shared/wire.ts";
import type { Words } from "../words/english.ts";
import { fill, type Language, wordsIn } from "../words/languages.ts";
import { factsInWords } from "./facts-in-words.ts";
import { html, type Markup } from "./html.ts";
import { PAGE_STYLE } from "./page-style.ts";
import { headlineOf, type Standing, verdictWord } from "./standing.ts";

type Context = { words: Words; when: (instant: string) => string };

/** The page that says whether this PC is all right, and shows everything that leaves it. PURE. */
export function renderPage(standing: Standing, language: Language, timeZone: string): string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone });
  const context: Context = { words: wordsIn(language), when: (instant) => format.format(new Date(instant)) };
  const { words } = context;
  const { status } = standing;
  const headline = headlineOf(status, words);
  const verdicts = status.lastReceipt?.verdicts ?? [];
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${headline.text} - Muster</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
<p class="brand">Muster</p>
<h1 class="${headline.tone}">${headline.text}</h1>
${connectionLines(standing, context)}
<form method="post" action="/check"><button${standing.isCollecting ? html` disabled` : ""}>${words.checkAgain}</button></form>
<p role="status">${standing.isCollecting ? words.checking : ""}</p>
${verdicts.length === 0 ? "" : html`<h2>${words.checks}</h2><ul class="cards">${verdicts.map((each) => card(each, context))}</ul>`}
<h2>${words.whatIsSent}</h2>
${reportSection(standing, context)}
</main>
</body>
</html>
`;
  return page.text;
}

function connectionLines({ status, server }: Standing, { words, when }: Context): Markup {
  const { uplink, lastReceipt, reportsWaiting, trouble } = status;
  const troubles = [uplink.kind === "offline" ? uplink.why : null, trouble].filter((each) => each !== null);
  return html`<p>${words[uplink.kind]} ${fill(words.serverLine, server)}</p>
${troubles.map(({ message, remedy }) => html`<p class="note" lang="en"><strong>${message}</strong> ${remedy}</p>`)}
<p>${fill(words.lastReport, { when: lastReceipt ? when(lastReceipt.serverTime) : words.untold })}
${reportsWaiting > 0 ? fill(words.waiting, { count: String(reportsWaiting) }) : ""}</p>`;
}

function card(verdict: Receipt["verdicts"][number], { words, when }: Context): Markup {
  const { tone, text } = verdictWord(verdict.status, words);
  const until = verdict.graceEndsAt && !verdict.isFlagged ? fill(words.until, { when: when(verdict.graceEndsAt) }) : "";
  const steps = html`<h4>${words.whatToDo}</h4><ol lang="en">${verdict.remedy.map((step) => html`<li>${step}</li>`)}</ol>`;
  return html`<li class="card">
<h3>${words.rules[verdict.rule] ?? verdict.title} <span class="word ${tone}">${text}</span></h3>
<p lang="en">${verdict.sentence}</p>
${until === "" ? "" : html`<p><strong>${until}</strong></p>`}
${verdict.remedy.length === 0 ? "" : steps}
</li>`;
}

function reportSection({ report }: Standing, { words, when }: Context): Markup {
  if (!report) return html`<p>${words.noReport}</p>`;
  const probes = PROBE_IDS.flatMap((probe) => {
    const outcome = report.outcomes[probe];
    if (!outcome) return [];
    const body =
      outcome.kind === "read"
        ? factsInWords(outcome.facts, words)
        : html`<p lang="en">${fill(words.notRead, { reason: outcome.reason })}</p>`;
    return [html`<details><summary>${PROBES[probe].title}</summary>${body}</details>`];
  });
  const collected = fill(words.collectedAt, { when: when(report.collectedAt) });
  return html`<p>${words.sentIntro}</p><p>${collected}</p>${probes}`;
}
