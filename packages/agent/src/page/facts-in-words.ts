import type { Words } from "../words/english.ts";
import { html, type Markup } from "./html.ts";

/** A field's name as people write it: `lastSetAt` is `last set at`. */
function spaced(key: string): string {
  return key.replace(/([a-z\d])([A-Z])/g, (_, before: string, capital: string) => `${before} ${capital.toLowerCase()}`);
}

/** Facts as nested lists, nothing left out. */
export function factsInWords(value: unknown, words: Words): Markup {
  if (value === null || value === undefined) return html`${words.untold}`;
  if (typeof value === "boolean") return html`${value ? words.yes : words.no}`;
  if (Array.isArray(value)) {
    if (value.length === 0) return html`${words.nothing}`;
    return html`<ul>${value.map((item) => html`<li>${factsInWords(item, words)}</li>`)}</ul>`;
  }
  if (typeof value === "object") {
    const rows = Object.entries(value).map(
      ([key, field]) => html`<dt lang="en">${spaced(key)}</dt><dd>${factsInWords(field, words)}</dd>`,
    );
    return html`<dl>${rows}</dl>`;
  }
  return html`${String(value)}`;
}
