import { PROBE_IDS } from "@muster/shared/facts/index.ts";
import type { Platform } from "@muster/shared/facts/machine.ts";
import { OutcomesByProbe } from "@muster/shared/report.ts";
import type { Answer } from "../probes/answer.ts";
import { POWERSHELL_SOURCES, readerFor } from "../probes/catalogue.ts";
import type { ProbePaths } from "../probes/probe-paths.ts";
import type { Source } from "../probes/source.ts";
import type { Sources } from "../sources/sources.ts";
import { makeAsk } from "./make-ask.ts";
import { runProbe } from "./run-probe.ts";

export { DEFAULT_PATHS, type ProbePaths } from "../probes/probe-paths.ts";
export type { Sources } from "../sources/sources.ts";
export { systemSources } from "../sources/system-sources.ts";

/** Time in ms for one probe with all its sources. Windows' one PowerShell process alone may take most of a minute. */
const DEADLINE_MS: Record<Platform, number> = { linux: 20_000, darwin: 75_000, win32: 75_000 };

export type CollectOptions = {
  platform: Platform;
  sources: Sources;
  paths: ProbePaths;
  /** Epoch milliseconds. */
  now: () => number;
  signal?: AbortSignal;
  /** Told of each source's answer as it comes; for `doctor`. */
  onAnswer?: (source: Source, answer: Answer) => void;
};

/** Reads every probe of this platform at once, each with a deadline of its own. Never rejects. */
export async function collectOutcomes(options: CollectOptions): Promise<OutcomesByProbe> {
  const { platform, sources, paths, now, onAnswer } = options;
  const deadlineMs = DEADLINE_MS[platform];
  const deadline = AbortSignal.timeout(deadlineMs);
  const signal = options.signal ? AbortSignal.any([options.signal, deadline]) : deadline;
  const readers = PROBE_IDS.map((probe) => ({ probe, reader: readerFor(probe, platform) }));
  const ask = makeAsk({
    sources,
    paths,
    signal,
    powerShellSources: POWERSHELL_SOURCES,
    ...(onAnswer ? { onAnswer } : {}),
  });
  const outcomes = await Promise.all(
    readers.map(async ({ probe, reader }) => {
      const outcome = await runProbe(probe, reader, ask, { now, deadlineMs, signal });
      return [probe, outcome] as const;
    }),
  );
  return OutcomesByProbe.parse(Object.fromEntries(outcomes));
}
