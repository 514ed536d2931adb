import type { Entry } from "./entry.ts";

type Findable = Pick<Entry, "label" | "about" | "keywords">;

/** Those in which every word of the query begins a word, the ones that find it in their label first. */
export function matchEntries<E extends Findable>(entries: readonly E[], query: string): E[] {
  const words = wordsOf(query);
  if (words.length === 0) return [...entries];
  const fits = (texts: readonly string[]) => {
    const begun = texts.flatMap(wordsOf);
    return words.every((word) => begun.some((each) => each.startsWith(word)));
  };
  const found = entries.filter(({ label, about = "", keywords = "" }) => fits([label, about, keywords]));
  return found.sort((a, b) => Number(fits([b.label])) - Number(fits([a.label])));
}

/** Without case and accents: `é` is found by `e`. */
function wordsOf(text: string): string[] {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}
