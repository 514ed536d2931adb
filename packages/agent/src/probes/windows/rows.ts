import { parseJsonText } from "../parse-json.ts";

/** One object that a cmdlet printed. */
export type Row = Readonly<Record<string, unknown>>;

function asRow(value: unknown): Row | null {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? { ...value } : null;
}

/**
 * Reads what `ConvertTo-Json` prints: a single object, an array, nothing at all for no result, or PowerShell 5.1's
 * `{"value": [...], "Count": n}` for an array that went through the pipeline. Null when it is no JSON.
 */
export function parseRows(text: string): Row[] | null {
  const clean = text.replace(/^\uFEFF/, "").trim();
  if (clean === "") return [];
  let value = parseJsonText(clean);
  if (value === undefined) return null;
  const wrapped = asRow(value);
  if (wrapped && Array.isArray(wrapped.value) && "Count" in wrapped) value = wrapped.value;
  if (value === null) return [];
  const rows = (Array.isArray(value) ? value : [value]).map(asRow);
  return rows.some((row) => row === null) ? null : rows.filter((row) => row !== null);
}

export function textIn(row: Row, key: string): string | null {
  const value = row[key];
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

/** A whole number, also where it was printed as text. */
export function numberIn(row: Row, key: string): number | null {
  const value = row[key];
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  return typeof value === "string" && /^\s*-?\d{1,15}\s*$/.test(value) ? Number(value) : null;
}

export function flagIn(row: Row, key: string): boolean | null {
  const value = row[key];
  if (typeof value === "boolean") return value;
  return value === "True" ? true : value === "False" ? false : null;
}
