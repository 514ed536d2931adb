import { Readable } from "node:stream";
import type { MachineSummary } from "@muster/shared/api.ts";
import { MACHINE_COLUMNS, type MachineColumn } from "@muster/shared/machine-list.ts";

type Cell = string | number | null;

/** What each column says of a machine; instants as they stand on the wire. */
const CELLS: Record<MachineColumn, { title: string; cell: (machine: MachineSummary) => Cell }> = {
  status: { title: "Status", cell: (machine) => machine.status },
  name: { title: "Name", cell: (machine) => machine.name },
  person: { title: "Person", cell: (machine) => machine.person },
  why: { title: "Why", cell: (machine) => machine.sentence },
  definitions: { title: "Definitions from", cell: (machine) => machine.definitionsFrom },
  firewall: {
    title: "Firewall",
    cell: (machine) => machine.rules.find(({ rule }) => rule === "firewall-enabled")?.status ?? null,
  },
  password: { title: "Password ends", cell: (machine) => machine.passwordEndsAt },
  seen: { title: "Last seen", cell: (machine) => machine.lastSeenAt },
  os: {
    title: "System",
    cell: (machine) => [machine.osName ?? machine.platform, machine.osVersion].filter(Boolean).join(" "),
  },
  site: { title: "Site", cell: (machine) => machine.site },
  reachability: { title: "Reachability", cell: (machine) => machine.reachability },
  tags: { title: "Tags", cell: (machine) => machine.tags.join(" ") },
  serial: { title: "Serial number", cell: (machine) => machine.serialNumber },
};

type Pages = AsyncIterable<readonly MachineSummary[]>;

/** Comma-separated values with a header (RFC 4180), page by page, so that a large fleet never stands in memory whole. */
export function csvOf(pages: Pages, columns: readonly MachineColumn[] = MACHINE_COLUMNS): Readable {
  async function* lines() {
    yield `\uFEFF${columns.map((column) => csvCell(CELLS[column].title)).join(",")}\r\n`;
    for await (const machines of pages) {
      yield machines
        .map((each) => `${columns.map((column) => csvCell(CELLS[column].cell(each))).join(",")}\r\n`)
        .join("");
    }
  }
  return Readable.from(lines());
}

/** A JSON array of objects with the columns' names as keys. */
export function jsonOf(pages: Pages, columns: readonly MachineColumn[] = MACHINE_COLUMNS): Readable {
  async function* parts() {
    let separator = "[\n";
    for await (const machines of pages) {
      for (const machine of machines) {
        const told = columns.map((column) => [column, CELLS[column].cell(machine)]);
        yield `${separator}${JSON.stringify(Object.fromEntries(told))}`;
        separator = ",\n";
      }
    }
    yield separator === "[\n" ? "[]\n" : "\n]\n";
  }
  return Readable.from(parts());
}

/**
 * A spreadsheet takes a cell that begins with one of these for a formula and runs it; a machine chooses its own name. The
 * apostrophe makes it text (OWASP, "CSV Injection").
 */
export function csvCell(value: Cell): string {
  const text = value === null ? "" : String(value);
  const harmless = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
