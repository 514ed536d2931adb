import type { z } from "zod";

/** Reads JSON text into a schema's value; null when it is neither JSON nor of that form. */
export function parseJson<S extends z.ZodType>(text: string, schema: S): z.infer<S> | null {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    // Not JSON: the caller says what that means for its fact.
    return null;
  }
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : null;
}
