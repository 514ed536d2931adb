import { createStore } from "../feed/external-store.ts";
import { type Language, LOCALES } from "./language.ts";

/** The words of every area but in English, by the area's name. */
type Spoken = { language: Language; words: Readonly<Record<string, object>> };

/** English needs nothing loaded: each page carries its own English words. */
export const spoken = createStore<Spoken>({ language: "en", words: {} });

/**
 * The words of one area. Every look at one finds it in the language spoken at that moment, so that tables of words may be made
 * once and functions outside of React may speak too.
 */
export function wordsOf<W extends object>(area: string, english: W): W {
  return new Proxy(english, { get: (_, name) => Reflect.get(spoken.get().words[area] ?? english, name) });
}

/** The locale of the language that is spoken, for Intl. */
export function locale(): string {
  return LOCALES[spoken.get().language];
}

export function inNumber(value: number): string {
  return value.toLocaleString(locale());
}
