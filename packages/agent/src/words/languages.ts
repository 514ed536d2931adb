import { ENGLISH, type Words } from "./english.ts";
import { FRENCH } from "./french.ts";
import { GERMAN } from "./german.ts";

export const LANGUAGES = ["en", "de", "fr"] as const;
export type Language = (typeof LANGUAGES)[number];

const WORDS: Record<Language, Words> = { en: ENGLISH, de: GERMAN, fr: FRENCH };

export function wordsIn(language: Language): Words {
  return WORDS[language];
}

/** The first language of a list that the agent speaks: `Accept-Language` (RFC 9110, 12.5.4) or a locale such as `de_DE.UTF-8`. */
export function chooseLanguage(wanted: string | undefined): Language {
  const wishes = (wanted ?? "")
    .slice(0, 200)
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
      const quality = parameters.map((each) => /^\s*q=([\d.]+)$/.exec(each)?.[1]).find(Boolean);
      return { tag, quality: Number(quality ?? 1) };
    })
    .toSorted((a, b) => b.quality - a.quality);
  for (const { tag } of wishes) {
    const language = LANGUAGES.find((each) => tag === each || tag.startsWith(`${each}-`) || tag.startsWith(`${each}_`));
    if (language) return language;
  }
  return "en";
}

/** Puts values into the places that a text names in braces. */
export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}
