import type { Language } from "@muster/shared/digest.ts";
import { clip } from "@muster/shared/text.ts";
import { plain } from "../mail/plain.ts";
import type { DigestContext } from "./context.ts";
import type { DigestMaterial } from "./material.ts";
import { type DigestSection, sectionsOf } from "./sections.ts";
import { wordsOf } from "./words/catalogue.ts";
import type { Words } from "./words/words.ts";
import { writer } from "./writer.ts";

/** A digest in words, before it takes a form. Every text in it is on one line and has no unseen marks. */
export type DigestDocument = {
  language: Language;
  subject: string;
  /** The verdict in one sentence. */
  sentence: string;
  tone: "good" | "bad";
  /** The instant it is about, its number, and what is missing before it. */
  heading: string[];
  sections: DigestSection[];
  trend: { title: string; sentence: string; percents: number[] } | null;
  closing: string[];
  open: string;
  link: string;
};

/** Nights and numbers named one by one. */
const NAMED = 10;

/** Puts the night's state into words: the verdict, what changed, then what still fails. Pure. */
export function composeDigest(material: DigestMaterial, context: DigestContext): DigestDocument {
  const words = wordsOf(context.language);
  const { number } = writer(words, context.timeZone);
  const { total, byStatus, attention, online } = material;
  const listName = clip(plain(context.list.name), 60);
  const verdict = verdictOf(material, words, number);
  const stays = [...(online === null ? [] : [words.online(number(online), number(total))]), words.why(listName)];
  return {
    language: context.language,
    subject: context.list.isNarrow ? `${verdict} (${listName})` : verdict,
    sentence: sentenceOf(material, words, number),
    tone: attention > 0 || byStatus["not-covered"] > 0 ? "bad" : "good",
    heading: headingOf(material, context, words),
    sections: sectionsOf(material, context),
    trend: trendIn(material, words),
    closing: stays,
    open: words.open,
    link: context.dashboardUrl,
  };
}

function verdictOf(
  { total, byStatus, attention, fresh }: DigestMaterial,
  words: Words,
  number: (n: number) => string,
): string {
  if (total === 0) return words.noMachines;
  if (byStatus.compliant === total) return words.allCompliant(number(total), total === 1);
  if (attention === 0) return words.noneNeedsAttention(number(total));
  const verdict = words.attention(attention, number(attention), number(total));
  return fresh > 0 ? `${verdict}, ${words.fresh(number(fresh))}` : verdict;
}

function sentenceOf({ total, byStatus }: DigestMaterial, words: Words, number: (n: number) => string): string {
  if (total === 0) return `${words.noMachines}.`;
  const others = (["non-compliant", "unknown", "in-grace", "accepted-risk", "not-covered"] as const).flatMap(
    (status) => (byStatus[status] > 0 ? [words.status[status](number(byStatus[status]))] : []),
  );
  return `${[words.compliant(byStatus.compliant, number(byStatus.compliant), number(total)), ...others].join("; ")}.`;
}

function headingOf(material: DigestMaterial, context: DigestContext, words: Words): string[] {
  const { moment, time, night, number } = writer(words, context.timeZone);
  const { place, list } = context;
  const lines = [words.stateOf(moment(material.now), context.timeZone)];
  if (place === "preview" || place === "test") lines.push(words[place]);
  else {
    const before =
      place.before === null ? words.first : words.before(number(place.before.number), night(place.before.night));
    lines.push(`${words.number(number(place.number))} ${before}`);
    if (place.isLate) lines.push(words.late(time(place.dueAt)));
    if (place.missed.length > 0) lines.push(words.missed(some(place.missed.map(night), words, number)));
    if (place.notDelivered.length > 0)
      lines.push(words.notDelivered(some(place.notDelivered.map(number), words, number)));
  }
  if (material.total > 0 && material.opened.total + material.recovered.total === 0) lines.push(words.nothingChanged);
  if (list.rules.length > 0) lines.push(words.onlyRules(list.rules.map((rule) => words.rules[rule]).join(", ")));
  if (material.joined > 0) lines.push(words.joined(number(material.joined)));
  if (material.conflicts > 0) lines.push(words.conflicts(number(material.conflicts)));
  return lines;
}

function some(items: readonly string[], words: Words, number: (n: number) => string): string {
  const more = items.length - NAMED;
  return more > 0 ? `${items.slice(0, NAMED).join(", ")} ${words.more(number(more))}` : items.join(", ");
}

/** One day alone is no trend. */
function trendIn({ trend, total }: DigestMaterial, words: Words): DigestDocument["trend"] {
  const [first] = trend;
  const last = trend.at(-1);
  if (total === 0 || first === undefined || last === undefined || trend.length < 2) return null;
  const percent = (value: number): string =>
    new Intl.NumberFormat(words.locale, { maximumFractionDigits: 1, style: "percent" }).format(value / 100);
  const days = Math.round((Date.parse(last.day) - Date.parse(first.day)) / 86_400_000);
  return {
    title: words.sections.trend,
    sentence: words.trend(days, percent(first.percent), percent(last.percent)),
    percents: trend.map((each) => each.percent),
  };
}
