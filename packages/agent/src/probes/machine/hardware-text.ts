/** What makers leave in the table instead of a value. */
const FILLERS =
  /^(?:-|0+|none|unknown|default string|to be filled by o\.?e\.?m\.?|not (?:specified|applicable|available)|system (?:manufacturer|product name|serial number)|o\.e\.m\.|n\/a|x+|1?123456789\d*|invalid|[0-]+|[f-]+)$/i;

/** A maker's text fit to show: trimmed, cut to 100 characters; null for blanks and the fillers that makers leave in. */
export function cleanHardwareText(text: string): string | null {
  const clean = text
    .replaceAll(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, 100);
  return clean === "" || FILLERS.test(clean) ? null : clean;
}
