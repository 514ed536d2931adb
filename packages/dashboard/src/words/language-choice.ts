import { chooseLanguage, isLanguage, type Language } from "./language.ts";
import { speak } from "./speak.ts";

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

function keep(choice: LanguageChoice): void {
  try {
    if (choice === "auto") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, choice);
  } catch {
    // It then lasts as long as the page does.
  }
}

/** Speaks what was chosen here, or else what the browser asks for. */
export async function speakAsChosen(choice: LanguageChoice = languageChoice()): Promise<void> {
  await speak(choice === "auto" ? chooseLanguage(navigator.languages) : choice);
}

export async function chooseToSpeak(choice: LanguageChoice): Promise<void> {
  keep(choice);
  await speakAsChosen(choice);
}
