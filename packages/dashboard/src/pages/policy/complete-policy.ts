import type { Schema } from "./policy-schema.ts";

export type Suggestion = { label: string; kind: "key" | "value"; insert: string; detail: string };

/**
 * What may be written at a place of a policy document: the keys that the schema has there and that are not written yet, or
 * the values that it allows. `before` is the text up to the cursor, `after` the rest. Understands block style, and flow
 * style within one line.
 */
export function suggest(before: string, after: string, schema: Schema): Suggestion[] {
  const lines = before.split("\n");
  const line = lines.at(-1) ?? "";
  if (/^\s*#/.test(line)) return [];
  const flow = flowOf(line);
  if (flow !== null) {
    const at = schemaAt(schema, [...pathOf(lines.slice(0, -1), indentOf(line)), ...ownKey(line), ...flow.path]);
    return flow.key === null ? keysOf(at, flow.written) : valuesOf(at?.properties?.[flow.key]);
  }
  const value = /^\s*(?:- )*([\w-]+):\s+\S*$/.exec(line);
  if (value) {
    const path = pathOf(lines.slice(0, -1), indentOf(line));
    return valuesOf(schemaAt(schema, [...path, ...itemMarks(line)])?.properties?.[value[1] ?? ""]);
  }
  if (!/^\s*(?:- )*[\w-]*$/.test(line)) return [];
  const path = [...pathOf(lines.slice(0, -1), indentOf(line)), ...itemMarks(line)];
  return keysOf(schemaAt(schema, path), siblings(lines.slice(0, -1), after.split("\n").slice(1), indentOf(line)));
}

/** The column at which a line's key begins, past the marks of list items. */
function indentOf(line: string): number {
  return /^\s*(?:- +)*/.exec(line)?.[0].length ?? 0;
}

const ITEM = "[]";

function itemMarks(line: string): string[] {
  return /^\s*- /.test(line) ? [ITEM] : [];
}

/** The keys above a place that it stands under, the outermost first; items of lists as `[]`. */
function pathOf(lines: readonly string[], indent: number): string[] {
  const path: string[] = [];
  let inner = indent;
  for (const line of lines.toReversed()) {
    if (line.trim() === "" || /^\s*#/.test(line)) continue;
    const dash = /^(\s*)- /.exec(line);
    const column = indentOf(line);
    // A dash on a line of the same column opens the item that this place belongs to.
    if (dash && column === inner) {
      path.unshift(ITEM);
      inner = dash[1]?.length ?? 0;
      continue;
    }
    const key = /^\s*(?:- +)*([\w-]+):\s*(?:#.*)?$/.exec(line)?.[1];
    if (column < inner && key !== undefined) {
      if (dash) path.unshift(ITEM, key);
      else path.unshift(key);
      inner = dash ? (dash[1]?.length ?? 0) : column;
    }
  }
  return path;
}

/** `rules:` in `rules: { severity: ` is part of the path; so is the item that it stands in. */
function ownKey(line: string): string[] {
  const key = /^\s*(?:- +)*([\w-]+):\s*\{/.exec(line)?.[1];
  return key === undefined ? [] : [...itemMarks(line), key];
}

/** Where in a `{ a: 1, b` one is; null outside of braces. */
function flowOf(line: string): { path: string[]; key: string | null; written: string[] } | null {
  const open = line.lastIndexOf("{");
  if (open < 0 || line.indexOf("}", open) >= 0 || /^\s*(?:- +)*[\w-]+:\s*\{/.exec(line) === null) return null;
  if (line.indexOf("{") !== open) return null;
  const parts = line.slice(open + 1).split(",");
  const last = parts.at(-1) ?? "";
  const key = /^\s*([\w-]+):\s+\S*$/.exec(last)?.[1] ?? null;
  if (key === null && !/^\s*[\w-]*$/.test(last)) return null;
  const written = parts.slice(0, -1).flatMap((part) => /^\s*([\w-]+):/.exec(part)?.[1] ?? []);
  return { path: [], key, written };
}

/** Keys that stand in the same mapping already, above and below the cursor's line. */
function siblings(above: readonly string[], below: readonly string[], indent: number): string[] {
  const keys: string[] = [];
  const look = (lines: readonly string[]): void => {
    for (const line of lines) {
      if (line.trim() === "" || /^\s*#/.test(line)) continue;
      const column = indentOf(line);
      if (column < indent) return;
      const key = /^\s*(?:- +)*([\w-]+):/.exec(line)?.[1];
      if (column === indent && key !== undefined) keys.push(key);
      if (/^\s*- /.test(line) && column === indent) return;
    }
  };
  look(above.toReversed());
  look(below);
  return keys;
}

function schemaAt(schema: Schema, path: readonly string[]): Schema | undefined {
  let at: Schema | undefined = schema;
  for (const step of path) at = step === ITEM ? at?.items : at?.properties?.[step];
  return at;
}

function keysOf(schema: Schema | undefined, written: readonly string[]): Suggestion[] {
  return Object.entries(schema?.properties ?? {})
    .filter(([key]) => !written.includes(key))
    .map(([key, inner]) => {
      const isNested = inner.type === "object" || inner.type === "array";
      const detail = schema?.required?.includes(key) ? "must be there" : "";
      return { label: key, kind: "key" as const, insert: isNested ? `${key}:` : `${key}: `, detail };
    });
}

function valuesOf(schema: Schema | undefined): Suggestion[] {
  if (schema?.type === "boolean") return ["true", "false"].map(asValue);
  const values = (schema?.enum ?? schema?.items?.enum ?? []).map(String);
  return values.map(asValue);
}

function asValue(value: string): Suggestion {
  return { label: value, kind: "value", insert: value, detail: "" };
}
