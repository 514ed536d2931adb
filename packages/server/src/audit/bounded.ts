const MAX_DETAIL_CHARS = 4_000;
const MAX_TEXT_CHARS = 300;
const MAX_ITEMS = 20;
const MAX_DEPTH = 4;

/** A text from anybody, cut to what an entry keeps. */
export function boundedText(text: string): string {
  return text.length <= MAX_TEXT_CHARS ? text : `${text.slice(0, MAX_TEXT_CHARS - 1)}…`;
}

/** Details as JSON of bounded size: long texts are cut, long lists say how many they were, and what is deep is left out. */
export function boundedDetails(details: Readonly<Record<string, unknown>>): string {
  const text = JSON.stringify(bounded(details, 0)) ?? "{}";
  return text.length <= MAX_DETAIL_CHARS ? text : JSON.stringify({ leftOut: `${text.length} characters` });
}

function bounded(value: unknown, depth: number): unknown {
  if (typeof value === "string") return boundedText(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth === MAX_DEPTH) return "…";
  if (Array.isArray(value)) {
    const shown = value.slice(0, MAX_ITEMS).map((each) => bounded(each, depth + 1));
    return value.length > MAX_ITEMS ? [...shown, `… ${value.length} in all`] : shown;
  }
  const entries = Object.entries(value).slice(0, MAX_ITEMS);
  return Object.fromEntries(entries.map(([key, each]) => [boundedText(key), bounded(each, depth + 1)]));
}
