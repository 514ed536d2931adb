import type { AllWords } from "./all-words.ts";
import type { Language } from "./language.ts";
import { spoken } from "./spoken.ts";

/** The other languages come in one piece each, and only to those who read them. */
const TRANSLATIONS: Record<Exclude<Language, "en">, () => Promise<AllWords>> = {
  de: () => import("./german.ts").then((file) => file.GERMAN),
  fr: () => import("./french.ts").then((file) => file.FRENCH),
};

/** Speaks a language from now on. Whatever shows words must be drawn anew, which SpokenTree sees to. */
export async function speak(language: Language): Promise<void> {
  spoken.set({ language, words: language === "en" ? {} : await TRANSLATIONS[language]() });
}
