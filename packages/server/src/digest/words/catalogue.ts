import type { Language } from "@muster/shared/digest.ts";
import { german } from "./de.ts";
import { english } from "./en.ts";
import { french } from "./fr.ts";
import type { Words } from "./words.ts";

const WORDS: Record<Language, Words> = { en: english, de: german, fr: french };

export function wordsOf(language: Language): Words {
  return WORDS[language];
}
