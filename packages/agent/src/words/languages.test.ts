import { expect, test } from "vitest";
import { ENGLISH } from "./english.ts";
import { chooseLanguage, LANGUAGES, wordsIn } from "./languages.ts";

test("the first language that the agent speaks is taken, by the reader's own order", () => {
  expect(chooseLanguage("fr-CH, fr;q=0.9, en;q=0.8")).toBe("fr");
  expect(chooseLanguage("es, en;q=0.5, de;q=0.7")).toBe("de");
  expect(chooseLanguage("de_DE.UTF-8")).toBe("de");
  expect(chooseLanguage("C.UTF-8")).toBe("en");
  expect(chooseLanguage(undefined)).toBe("en");
});

test("every language says everything, keeps the places for values, and names every rule", () => {
  const places = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();
  for (const language of LANGUAGES) {
    const { rules, ...texts } = wordsIn(language);
    expect(Object.keys(rules).toSorted()).toEqual(Object.keys(ENGLISH.rules).toSorted());
    for (const [key, text] of Object.entries(texts)) {
      expect(text.length, `${language} ${key}`).toBeGreaterThan(1);
      expect(places(text), `${language} ${key}`).toEqual(places(String(ENGLISH[key as keyof typeof ENGLISH])));
    }
  }
});
