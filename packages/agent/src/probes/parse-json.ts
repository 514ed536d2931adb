import type { z } from "zod";

/** Levels of nesting that any tool's output may have; the deepest real one (lsblk through RAID, LVM and LUKS) has a dozen. */
const MAX_DEPTH = 100;

// Recursion over what it holds comes after, so depth is bounded before.
function isTooDeep(text: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (isInString) {
      if (code === 92) index += 1;
      else if (code === 34) isInString = false;
    } else if (code === 34) isInString = true;
    else if (code === 123 || code === 91) {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    } else if (code === 125 || code === 93) depth -= 1;
  }
  return false;
}

/** The value of a JSON text, with or without a byte order mark; undefined when it is none, or nested beyond reason. */
export function parseJsonText(text: string): unknown {
  const clean = text.replace(/^\uFEFF/, "");
  if (isTooDeep(clean)) return undefined;
  try {
    return JSON.parse(clean);
  } catch {
    // Not JSON, or cut off: the caller says what that means for its fact.
    return undefined;
  }
}

/** Reads JSON text into a schema's value; null when it is neither JSON nor of that form. */
export function parseJson<S extends z.ZodType>(text: string, schema: S): z.infer<S> | null {
  const parsed = schema.safeParse(parseJsonText(text));
  return parsed.success ? parsed.data : null;
}
