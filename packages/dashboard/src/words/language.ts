/** The languages that the dashboard speaks, each by its own name. */
export const LANGUAGES = { en: "English", de: "Deutsch", fr: "Français" } as const;
export type Language = keyof typeof LANGUAGES;

/** For numbers, dates and plurals. */
export const LOCALES: Record<Language, string> = { en: "en-GB", de: "de-DE", fr: "fr-FR" };

export function isLanguage(word: string | null): word is Language {
  return word !== null && Object.hasOwn(LANGUAGES, word);
}

/** The first of a reader's languages (BCP 47 tags, most wanted first) that the dashboard speaks. */
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const [primary = null] = tag.toLowerCase().split("-");
    if (isLanguage(primary)) return primary;
  }
  return "en";
}
