import { Platform } from "@muster/shared/facts/machine.ts";
import type { OutcomesByProbe } from "@muster/shared/report.ts";
import type { Command } from "commander";
import { type CollectOptions, collectOutcomes, systemSources } from "../collect/collect-outcomes.ts";
import type { Answer } from "../probes/answer.ts";
import { readerFor } from "../probes/catalogue.ts";
import { DEFAULT_PATHS, type ProbePaths } from "../probes/probe-paths.ts";
import { describeSource, type Source } from "../probes/source.ts";

/** What one source did on this machine. */
export type Finding = {
  probe: string;
  sourceId: string;
  /** The command or file. */
  standsFor: string;
  result: "answered" | "missing" | "denied" | "failed" | "not needed";
  reason: string | null;
  /** The privilege or package that would mend it; null when nothing is wrong. */
  remedy: string | null;
};

export type Diagnosis = { outcomes: OutcomesByProbe; findings: Finding[] };

const REFUSAL = /not permitted|permission denied|must be root|access (?:is )?denied|0x80070005/i;

function privilegeRemedy(source: Source): string {
  if (source.privilege === "none") return source.remedy ?? "let the agent's account read it";
  return source.remedy ?? (source.privilege === "root" ? "run the agent as root" : "run the agent as administrator");
}

function judge(source: Source, answer: Answer | undefined): Pick<Finding, "result" | "reason" | "remedy"> {
  switch (answer?.kind) {
    case undefined:
    case "skipped":
      return { result: "not needed", reason: null, remedy: null };
    case "missing":
      return { result: "missing", reason: null, remedy: source.install ?? null };
    case "denied":
      return { result: "denied", reason: answer.reason, remedy: privilegeRemedy(source) };
    case "failed":
      return { result: "failed", reason: answer.reason, remedy: source.remedy ?? null };
    case "answered": {
      if (answer.exitCode === 0) return { result: "answered", reason: null, remedy: null };
      const reason = answer.stderr.trim().split("\n")[0]?.slice(0, 200) || `exit code ${answer.exitCode}`;
      if (REFUSAL.test(answer.stderr)) return { result: "denied", reason, remedy: privilegeRemedy(source) };
      return { result: "answered", reason: `exit code ${answer.exitCode}: ${reason}`, remedy: null };
    }
  }
}

/** Collects once and tells of each source of each probe whether it answered, and what would mend it if not. */
export async function diagnose(options: CollectOptions): Promise<Diagnosis> {
  const answers = new Map<Source, Answer>();
  const outcomes = await collectOutcomes({ ...options, onAnswer: (source, answer) => answers.set(source, answer) });
  const findings = Object.keys(outcomes).flatMap((probe) => {
    const reader = readerFor(probe, options.platform);
    return (reader?.sources ?? []).map((source) => ({
      probe,
      sourceId: source.id,
      standsFor: describeSource(source, options.paths),
      ...judge(source, answers.get(source)),
    }));
  });
  return { outcomes, findings };
}

const MARKS: Record<Finding["result"], string> = {
  answered: "ok     ",
  missing: "absent ",
  denied: "DENIED ",
  failed: "FAILED ",
  "not needed": "-      ",
};

/** The diagnosis as a person reads it: each probe with its outcome, then its sources. */
export function describeDiagnosis({ outcomes, findings }: Diagnosis): string {
  return Object.entries(outcomes)
    .flatMap(([probe, outcome]) => {
      if (outcome === undefined) return [];
      const headline = outcome.kind === "read" ? "read" : `${outcome.kind}: ${outcome.reason}`;
      const lines = findings
        .filter((finding) => finding.probe === probe)
        .flatMap(({ sourceId, standsFor, result, reason, remedy }) => {
          const shown = standsFor.length > 90 ? `${standsFor.slice(0, 89)}…` : standsFor;
          const notes = [reason, remedy ? `to mend it: ${remedy}` : null].filter((note) => note !== null);
          return [
            `  ${MARKS[result]}${sourceId.padEnd(24)} ${shown}`,
            ...notes.map((note) => `${" ".repeat(11)}${note}`),
          ];
        });
      return [`${probe}: ${headline}`, ...lines, ""];
    })
    .join("\n")
    .trimEnd();
}

export type DoctorWiring = {
  /** Where the agent's configuration puts the few files that may move. */
  paths?: () => ProbePaths;
};

/** Adds `doctor` to the program. */
export function registerDoctor(program: Command, wiring: DoctorWiring = {}): void {
  program
    .command("doctor")
    .description("say which source of each probe answered on this PC, and what would mend those that did not")
    .option("--json", "print the findings and outcomes as JSON")
    .action(async ({ json }: { json?: boolean }) => {
      const platform = Platform.safeParse(process.platform);
      if (!platform.success) throw new Error(`Muster does not know the platform ${process.platform}.`);
      const paths = wiring.paths?.() ?? DEFAULT_PATHS;
      const diagnosis = await diagnose({ platform: platform.data, sources: systemSources(), paths, now: Date.now });
      process.stdout.write(`${json ? JSON.stringify(diagnosis, null, 2) : describeDiagnosis(diagnosis)}\n`);
    });
}
