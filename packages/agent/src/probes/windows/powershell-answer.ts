import type { Answer } from "../answer.ts";
import type { Ask } from "../reader.ts";
import type { PowerShellSource } from "../source.ts";
import { parseRows, type Row } from "./rows.ts";

/** A section's rows, or why there are none. */
export type RowsReading =
  | { kind: "rows"; rows: Row[] }
  | { kind: "unsupported" | "denied" | "failed" | "skipped"; reason: string };

/** WMI's "invalid namespace" and "invalid class", and PowerShell's own for a cmdlet that the edition does not have. */
const NOT_THERE = /0x8004100e|0x80041010|invalid (?:namespace|class)|CommandNotFoundException|is not recognized as/i;
const REFUSED = /0x80070005|0x80041003|access (?:is )?denied|UnauthorizedAccess/i;

function problemOf(name: string, answer: Exclude<Answer, { kind: "answered" }>): RowsReading {
  switch (answer.kind) {
    case "missing":
      return { kind: "unsupported", reason: `${name} is not there` };
    case "skipped":
      return { kind: "skipped", reason: `${name} was not asked` };
    case "denied":
    case "failed":
      return { kind: answer.kind, reason: answer.reason };
  }
}

/** What one section of the PowerShell process said; the fault's number counts, as its text is translated. */
function readRows(name: string, answer: Answer): RowsReading {
  if (answer.kind !== "answered") return problemOf(name, answer);
  if (answer.exitCode !== 0) {
    const reason = `${name}: ${answer.stderr.trim() || `exit code ${answer.exitCode}`}`;
    if (NOT_THERE.test(answer.stderr)) return { kind: "unsupported", reason };
    return { kind: REFUSED.test(answer.stderr) ? "denied" : "failed", reason };
  }
  const rows = parseRows(answer.stdout);
  return rows === null ? { kind: "failed", reason: `${name} did not answer in JSON` } : { kind: "rows", rows };
}

/** Asks a section and reads its rows. */
export async function askRows(ask: Ask, source: PowerShellSource): Promise<RowsReading> {
  return readRows(source.id, await ask(source));
}
