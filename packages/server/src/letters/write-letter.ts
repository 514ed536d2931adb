import { escaped } from "../mail/escape.ts";
import { mailFrame } from "../mail/frame.ts";
import { plain } from "../mail/plain.ts";
import type { Matter } from "./matter.ts";
import { english } from "./words/english.ts";
import { french } from "./words/french.ts";
import { german } from "./words/german.ts";
import type { LetterWords } from "./words/words.ts";

export type LetterLanguage = "en" | "de" | "fr";
const WORDS: Record<LetterLanguage, LetterWords> = { en: english, de: german, fr: french };

type Paragraph = { sentence: string; steps: readonly string[] };

/** A letter about all that somebody should do, the most urgent first. Pure: the same matters make the same letter. */
export function writeLetter(
  matters: readonly Matter[],
  language: LetterLanguage,
  timeZone: string,
): { subject: string; html: string; text: string } {
  const words = WORDS[language];
  const dates = new Intl.DateTimeFormat(words.locale, { timeZone, day: "numeric", month: "long", year: "numeric" });
  const ordered = matters.toSorted((a, b) => urgency(a) - urgency(b));
  const [first] = ordered;
  const subject =
    first === undefined
      ? ""
      : first.kind === "password"
        ? words.passwordSubject(first.daysLeft)
        : words.definitionsSubject(first.daysOld);
  const paragraphs = ordered.map((matter) => paragraphOf(matter, words, (at) => dates.format(at)));
  return {
    subject,
    html: mailFrame({ language, title: subject, tone: "none", body: htmlOf(paragraphs, words) }),
    text: textOf(paragraphs, words),
  };
}

/** A password that ends comes before definitions, since nobody else can change it. */
function urgency(matter: Matter): number {
  return matter.kind === "password" ? matter.daysLeft : 1_000;
}

function paragraphOf(matter: Matter, words: LetterWords, dateOf: (at: number) => string): Paragraph {
  const machine = plain(matter.machine);
  if (matter.kind === "password") {
    const told = { account: plain(matter.account), machine, day: dateOf(matter.endsAt), days: matter.daysLeft };
    return { sentence: words.password(told), steps: words.passwordSteps[matter.platform] };
  }
  const told = { machine, day: dateOf(matter.from), days: matter.daysOld };
  return { sentence: words.definitions(told), steps: words.definitionsSteps[matter.platform] };
}

function htmlOf(paragraphs: readonly Paragraph[], words: LetterWords): string {
  const parts = paragraphs.map(
    ({ sentence, steps }) =>
      `<p style="margin:0 0 8px">${escaped(sentence)}</p>
<ol style="margin:0 0 20px;padding-left:24px">${steps.map((step) => `<li style="margin:0 0 4px">${escaped(step)}</li>`).join("")}</ol>`,
  );
  return `<p style="margin:0 0 12px">${escaped(words.greeting)}</p>
${parts.join("\n")}
<p style="margin:0 0 20px">${escaped(words.thanks)}</p>
<p class="quiet line" style="margin:0;padding-top:12px;border-top:1px solid #d5dae0;font-size:13px;line-height:19px;color:#515962">${escaped(words.why)}</p>`;
}

function textOf(paragraphs: readonly Paragraph[], words: LetterWords): string {
  const parts = paragraphs.map(
    ({ sentence, steps }) => `${sentence}\n${steps.map((step, index) => `${index + 1}. ${step}`).join("\n")}`,
  );
  // RFC 3676, 4.3: what follows the dashes is not the message itself.
  return `${[words.greeting, ...parts, words.thanks, `-- \n${words.why}`].join("\n\n")}\n`;
}
