import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ageInDays, dayInWords, deadline, elapsed, exactTime, relativeTime } from "../parts/relative-time.ts";
import { countingIn } from "./count.ts";
import { FRENCH } from "./french.ts";
import { GERMAN } from "./german.ts";
import { chooseLanguage } from "./language.ts";
import { speak } from "./speak.ts";
import { inNumber } from "./spoken.ts";

const SRC = join(import.meta.dirname, "..");
const NOW = Date.parse("2026-11-24T08:00:00.000Z");
const DAY = 86_400_000;

beforeEach(() => speak("en"));
afterEach(() => speak("en"));

/** Every text and every function of a catalogue, by its path. */
function leaves(value: unknown, path: string): [string, unknown][] {
  if (typeof value !== "object" || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, each]) => leaves(each, path === "" ? key : `${path}.${key}`));
}

/** What a text names in braces, to be filled in where it is shown. */
const places = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();

async function englishAreas(): Promise<[string, unknown][]> {
  const files = (await readdir(SRC, { recursive: true })).filter((name) => name.endsWith("words.ts"));
  const catalogues = files.filter((name) => !name.includes("all-words"));
  return Promise.all(
    catalogues.map(async (name): Promise<[string, unknown]> => {
      const text = await readFile(join(SRC, name), "utf8");
      const area = /wordsOf\("(\w+)"/.exec(text)?.[1] ?? "";
      return [area, area === "" ? {} : (await import(join(SRC, name))).ENGLISH];
    }),
  );
}

test("every language says everything that English says, with as many values and the same figures in it", async () => {
  const areas = (await englishAreas()).filter(([area]) => area !== "");
  expect(areas.length).toBeGreaterThan(3);
  for (const [language, translation] of Object.entries({ GERMAN, FRENCH })) {
    const translated = new Map(leaves(translation, ""));
    for (const [path, english] of areas.flatMap(([area, words]) => leaves(words, area))) {
      const said = translated.get(path);
      const name = `${language} ${path}`;
      expect(typeof said, name).toBe(typeof english);
      if (typeof english === "string" && typeof said === "string") {
        expect(said.trim().length, name).toBeGreaterThan(0);
        expect(places(said), name).toEqual(places(english));
      }
      if (typeof english === "function" && typeof said === "function") {
        expect(said.length, name).toBeLessThanOrEqual(english.length);
        const values = Array.from({ length: english.length }, (_, index) => `‹${index}›`);
        const told = (text: string) => values.filter((value) => text.includes(value));
        // Numbers go through Intl, which writes NaN for a word: only what stands in the text as it is can be looked for.
        expect(told(String(said(...values))), name).toEqual(told(String(english(...values))));
      }
    }
  }
});

test("French keeps a space that does not break before its high signs", () => {
  for (const [path, text] of leaves(FRENCH, "")) {
    const said = typeof text === "function" ? String(text("x", "y", "z")) : String(text);
    expect(said, path).not.toMatch(/ [:;?!»%]|« /);
  }
});

test("the browser's first language that is spoken is taken", () => {
  expect(chooseLanguage(["es-ES", "de-CH", "en"])).toBe("de");
  expect(chooseLanguage(["fr"])).toBe("fr");
  expect(chooseLanguage(["EN-us", "de"])).toBe("en");
  expect(chooseLanguage(["constructor", "pt"])).toBe("en");
  expect(chooseLanguage([])).toBe("en");
});

test("numbers and plurals follow the language: no machine is one in French, and many in German", () => {
  expect(countingIn("en").count(1_204, "machine", "machines")).toBe("1,204 machines");
  expect(countingIn("de").count(1_204, "Befund", "Befunde")).toBe("1.204 Befunde");
  expect(countingIn("de").count(0, "Befund", "Befunde")).toBe("0 Befunde");
  expect(countingIn("fr").count(0, "constat", "constats")).toBe("0 constat");
  expect(countingIn("fr").count(2, "constat", "constats")).toBe("2 constats");
});

test("times are said in German", async () => {
  await speak("de");
  expect(relativeTime(NOW - 4 * 60_000, NOW)).toBe("vor 4 Min.");
  expect(relativeTime(NOW - 9 * DAY, NOW)).toBe("vor 9 Tagen");
  expect(relativeTime(NOW, NOW)).toBe("gerade eben");
  expect(elapsed(NOW - 9 * DAY, NOW)).toBe("9 Tage");
  expect(ageInDays(NOW - DAY, NOW)).toBe("24 Stunden");
  expect(deadline(NOW + 3 * DAY, NOW, "Europe/Berlin")).toBe("in 3 Tagen - Fr. 27. Nov., 09:00");
  expect(exactTime(NOW, "Europe/Berlin")).toBe("Di. 24. Nov. 2026, 09:00:00 MEZ");
  expect(dayInWords("2026-11-24")).toBe("24. Nov. 2026");
  expect(inNumber(12_345)).toBe("12.345");
});

test("times are said in French", async () => {
  await speak("fr");
  expect(relativeTime(NOW - 9 * DAY, NOW)).toBe("il y a 9 jours");
  expect(relativeTime(NOW + 3 * DAY, NOW)).toBe("dans 3 jours");
  expect(elapsed(NOW - DAY, NOW)).toMatch(/^24\sheures$/);
  expect(dayInWords("2026-11-24")).toBe("24 nov. 2026");
});
