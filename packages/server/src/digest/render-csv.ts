import { toInstant } from "@muster/shared/text.ts";
import { plain } from "../mail/plain.ts";
import type { SheetRow } from "./material.ts";

const HEADINGS = ["machine", "site", "status", "rule", "failing since (UTC)", "why"];

/** The failing rules as a spreadsheet (RFC 4180); with the mark that makes Excel read it as UTF-8. */
export function renderCsv(rows: readonly SheetRow[], options: { showsNames: boolean }): string {
  const lines = rows.map(({ machine, site, status, rule, openedAt, sentence }) => {
    const why = rule === "password-age" && !options.showsNames ? "" : sentence;
    return [machine, site ?? "", status, rule, toInstant(openedAt), why];
  });
  return `\ufeff${[HEADINGS, ...lines].map((cells) => cells.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** A cell that begins like a formula is led by an apostrophe, so that no spreadsheet runs it (OWASP, CSV injection). */
function cell(text: string): string {
  const safe = plain(text);
  const tamed = /^\s*[=+\-@|%]/.test(safe) ? `'${safe}` : safe;
  return `"${tamed.replaceAll('"', '""')}"`;
}
