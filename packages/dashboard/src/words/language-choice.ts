import { chooseLanguage, isLanguage, type Language } from "./language.ts";

/** What one has chosen: a language, or the one that the browser asks for. */
export type LanguageChoice = Language | "auto";

const KEY = "muster-language";

export function languageChoice(): LanguageChoice {
  try {
    const kept = localStorage.getItem(KEY);
    return isLanguage(kept) ? kept : "auto";
  } catch {
    // Storage may be blocked; the browser's languages are then all there is.
    return "auto";
  }
}

export function keepLanguageChoice(choice: LanguageChoice): void {
  try {
    if (choice === "auto") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, choice);
  } catch {
    // It then lasts as long as the page does.
  }
}

export function languageOf(choice: LanguageChoice): Language {
  return choice === "auto" ? chooseLanguage(navigator.languages) : choice;
}
