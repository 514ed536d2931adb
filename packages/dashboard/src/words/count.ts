import { type Language, LOCALES } from "./language.ts";

/** How a language writes numbers and which form of a noun follows them. */
export function countingIn(language: Language) {
  const numbers = new Intl.NumberFormat(LOCALES[language]);
  const plurals = new Intl.PluralRules(LOCALES[language]);
  const pick = (count: number, one: string, other: string) => (plurals.select(count) === "one" ? one : other);
  return {
    number: (value: number) => numbers.format(value),
    /** The form that fits the number. */
    pick,
    /** The number and the form that fits it: `1 machine`, `1,204 machines`. */
    count: (count: number, one: string, other: string) => `${numbers.format(count)} ${pick(count, one, other)}`,
  };
}
