import type { Answer } from "../probes/answer.ts";
import type { ProbePaths } from "../probes/probe-paths.ts";
import type { PowerShellSource, Source } from "../probes/source.ts";

export type AskOptions = { paths: ProbePaths; signal: AbortSignal };

/** The operating system, as far as probes may see it. Neither function rejects: every outcome is an answer. */
export type Sources = {
  ask: (source: Exclude<Source, PowerShellSource>, options: AskOptions) => Promise<Answer>;
  /** Answers all of them with one PowerShell process, in the order given. */
  askPowerShell: (sources: readonly PowerShellSource[], options: AskOptions) => Promise<Answer[]>;
};
