import { IconLanguage } from "@tabler/icons-react";
import { isLanguage, LANGUAGES } from "../../words/language.ts";
import { chooseToSpeak } from "../../words/language-choice.ts";
import { spoken } from "../../words/spoken.ts";
import { say } from "../frame/words.ts";
import type { Entry } from "./entry.ts";

/** The languages that are not spoken now. */
export function languageEntries(): Entry[] {
  return Object.keys(LANGUAGES)
    .filter(isLanguage)
    .filter((language) => language !== spoken.get().language)
    .map((language) => ({
      id: `language ${language}`,
      group: "acts",
      label: say.palette.speak(LANGUAGES[language]),
      keywords: say.palette.keywords.language,
      icon: IconLanguage,
      act: () => void chooseToSpeak(language),
    }));
}
