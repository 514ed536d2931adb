import { Readable } from "node:stream";
import type { AuditEntry } from "@muster/shared/audit.ts";
import { csvCell } from "./machine-export.ts";

type Pages = AsyncIterable<readonly AuditEntry[]>;

const CELLS: readonly [string, (entry: AuditEntry) => string | number | null][] = [
  ["Number", (entry) => entry.number],
  ["At (UTC)", (entry) => entry.at],
  ["Who", (entry) => entry.who?.name ?? null],
  ["Role", (entry) => entry.who?.role ?? null],
  ["Via", (entry) => entry.via],
  ["Address", (entry) => entry.address],
  ["Act", (entry) => entry.act],
  ["Outcome", (entry) => entry.outcome],
  ["Code", (entry) => entry.code],
  ["Subject", (entry) => entry.subject],
  ["Times", (entry) => entry.times],
  ["Details", (entry) => JSON.stringify(entry.details)],
  ["Hash", (entry) => entry.hash],
];

/** Comma-separated values with a header (RFC 4180), page by page. */
export function auditCsv(pages: Pages): Readable {
  async function* lines() {
    yield `\uFEFF${CELLS.map(([title]) => csvCell(title)).join(",")}\r\n`;
    for await (const entries of pages) {
      yield entries.map((entry) => `${CELLS.map(([, cell]) => csvCell(cell(entry))).join(",")}\r\n`).join("");
    }
  }
  return Readable.from(lines());
}

/** A JSON array of entries as the interface writes them. */
export function auditJson(pages: Pages): Readable {
  async function* parts() {
    let separator = "[\n";
    for await (const entries of pages) {
      for (const entry of entries) {
        yield `${separator}${JSON.stringify(entry)}`;
        separator = ",\n";
      }
    }
    yield separator === "[\n" ? "[]\n" : "\n]\n";
  }
  return Readable.from(parts());
}
