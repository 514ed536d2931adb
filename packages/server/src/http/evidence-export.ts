import type { EvidenceBody, EvidenceMachine, EvidenceVerdict } from "@muster/shared/evidence.ts";
import { csvCell } from "./machine-export.ts";

type Line = { body: EvidenceBody; machine: EvidenceMachine; verdict: EvidenceVerdict };

const CELLS: readonly [string, (line: Line) => string | number | null][] = [
  ["As of (UTC)", ({ body }) => body.at],
  ["Machine", ({ machine }) => machine.name],
  ["Machine's id", ({ machine }) => machine.id],
  ["Site", ({ machine }) => machine.site],
  ["Status", ({ machine }) => machine.status],
  ["Rule", ({ verdict }) => verdict.rule],
  ["Controls", ({ verdict }) => verdict.judgedAnew?.controls.join("; ") ?? null],
  ["Recorded", ({ verdict }) => verdict.recorded?.status ?? null],
  ["Since (UTC)", ({ verdict }) => verdict.recorded?.since ?? null],
  ["Seal", ({ verdict }) => verdict.recorded?.seal ?? null],
  ["Judged anew", ({ verdict }) => verdict.judgedAnew?.status ?? null],
  ["Why", ({ verdict }) => verdict.judgedAnew?.sentence ?? verdict.recorded?.sentence ?? null],
  ["Policy version", ({ machine }) => machine.policyVersion],
];

/** One line per machine and rule (RFC 4180). */
export function evidenceCsv(body: EvidenceBody): string {
  const lines = body.machines.flatMap((machine) =>
    machine.verdicts.map((verdict) => CELLS.map(([, cell]) => csvCell(cell({ body, machine, verdict }))).join(",")),
  );
  return `\uFEFF${[CELLS.map(([title]) => csvCell(title)).join(","), ...lines].join("\r\n")}\r\n`;
}
