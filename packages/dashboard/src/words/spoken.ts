import { createStore } from "../feed/external-store.ts";
import type { AllWords } from "./all-words.ts";
import { type Language, LOCALES } from "./language.ts";

type Spoken = { language: Language; words: Partial<AllWords> };

/** English needs nothing loaded: each page carries its own English words. */
export const spoken = createStore<Spoken>({ language: "en", words: {} });

/** The other languages come in one piece each, and only to those who read them. */
const TRANSLATIONS: Record<Exclude<Language, "en">, () => Promise<AllWords>> = {
  de: () => import("./german.ts").then((file) => file.GERMAN),
  fr: () => import("./french.ts").then((file) => file.FRENCH),
};

/** Speaks a language from now on. Whoever shows words must be drawn anew: {@link Spoken} sees to it. */
export async function speak(language: Language): Promise<void> {
  spoken.set({ language, words: language === "en" ? {} : await TRANSLATIONS[language]() });
}

/**
 * The words of one area. Every look at one finds it in the language spoken at that moment, so that tables of words may be made
 * once and functions outside of React may speak too.
 */
export function wordsOf<K extends keyof AllWords>(area: K, english: AllWords[K]): AllWords[K] {
  return new Proxy(english, { get: (_, name) => Reflect.get(spoken.get().words[area] ?? english, name) });
}

/** The locale of the language that is spoken, for Intl. */
export function locale(): string {
  return LOCALES[spoken.get().language];
}

export function inNumber(value: number): string {
  return value.toLocaleString(locale());
}
