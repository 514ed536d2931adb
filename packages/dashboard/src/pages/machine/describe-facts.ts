import { say } from "./words.ts";
/** One value of a fact, as a screen shows it. */
export type FactValue =
  | { kind: "text"; text: string }
  | { kind: "instant"; at: string }
  | { kind: "code"; text: string }
  /** The machine does not tell. */
  | { kind: "untold" };

export type FactField = { key: string; label: string; value: FactValue };
export type FactTable = {
  key: string;
  title: string;
  columns: { key: string; label: string }[];
  rows: Map<string, FactValue>[];
};
export type FactsShown = { fields: FactField[]; tables: FactTable[] };

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

/** Longer words without a space are ids and digests: shown in full only where there is room. */
const MAX_WORD_CHARS = 32;

/**
 * Lays any probe's facts out for reading, knowing none of them: plain values become fields, lists of things become tables
 * with a column per key, nested objects are flattened with their path as the label.
 */
export function describeFacts(facts: object): FactsShown {
  const fields: FactField[] = [];
  const tables: FactTable[] = [];
  for (const [key, value] of flatten(facts)) {
    if (isListOfThings(value)) tables.push(describeTable(key, value));
    else fields.push({ key, label: labelOf(key, value), value: describeValue(value) });
  }
  return { fields, tables };
}

function describeTable(key: string, things: readonly object[]): FactTable {
  const flat = things.map((thing) => new Map(flatten(thing)));
  const columns = new Map<string, string>();
  for (const row of flat) {
    for (const [column, value] of row) {
      // A column's first row may be empty; its label follows the first value that tells what it is.
      if (!columns.has(column) || value !== null) columns.set(column, labelOf(column, value));
    }
  }
  return {
    key,
    title: labelOf(key, null),
    columns: [...columns].map(([column, label]) => ({ key: column, label })),
    rows: flat.map((row) => new Map([...row].map(([column, value]) => [column, describeValue(value)]))),
  };
}

function flatten(value: object, prefix = ""): [string, unknown][] {
  return Object.entries(value).flatMap(([key, child]): [string, unknown][] => {
    const path = prefix === "" ? key : `${prefix}.${key}`;
    if (child === undefined) return [];
    return child !== null && typeof child === "object" && !Array.isArray(child)
      ? flatten(child, path)
      : [[path, child]];
  });
}

function isListOfThings(value: unknown): value is object[] {
  return (
    Array.isArray(value) && value.every((item) => item !== null && typeof item === "object" && !Array.isArray(item))
  );
}

function describeValue(value: unknown): FactValue {
  if (value === null || value === "") return { kind: "untold" };
  if (typeof value === "boolean") return { kind: "text", text: value ? say.yes : say.no };
  if (Array.isArray(value)) return { kind: "text", text: value.map(String).join(", ") };
  const text = String(value);
  if (INSTANT.test(text)) return { kind: "instant", at: text };
  return text.length > MAX_WORD_CHARS && !/\s/.test(text) ? { kind: "code", text } : { kind: "text", text };
}

/** `definitions.publishedAt` -> `Definitions published`; `isNeeded` -> `Needed`; `osMaxAgeDays` -> `OS max age (days)`. */
export function labelOf(path: string, value: unknown): string {
  const words = path.split(".").flatMap(wordsOfKey);
  const isInstant = value === null || (typeof value === "string" && INSTANT.test(value));
  if (words.length > 1 && words.at(-1) === "at" && isInstant) words.pop();
  const unit = words.length > 1 && UNITS.has(words.at(-1) ?? "") ? words.pop() : undefined;
  const text = words.map((word) => ABBREVIATIONS.get(word) ?? word).join(" ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${unit === undefined ? "" : ` (${unit})`}`;
}

/** `isNeeded` -> needed: a yes or a no beside it makes the question. */
function wordsOfKey(key: string): string[] {
  const words = key
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(" ");
  return words.length > 1 && words[0] === "is" ? words.slice(1) : words;
}

const UNITS = new Set(["days", "hours", "ms", "bytes"]);
const ABBREVIATIONS = new Map([
  ["os", "OS"],
  ["id", "id"],
  ["uuid", "UUID"],
]);
