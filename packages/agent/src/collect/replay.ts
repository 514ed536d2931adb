import type { ProbeId } from "@muster/shared/facts/index.ts";
import type { Platform } from "@muster/shared/facts/machine.ts";
import type { ProbeOutcome } from "@muster/shared/report.ts";
import { type Answered, SKIPPED } from "../probes/answer.ts";
import { readerFor } from "../probes/catalogue.ts";
import { scriptedAsk } from "../probes/scripted-ask.ts";
import { runProbe } from "./run-probe.ts";

export type ReplayOptions = {
  probe: ProbeId;
  platform: Platform;
  sourceId: string;
  answer: Answered;
  /** Epoch ms of the reading. */
  nowMs: number;
};

/** Time in ms that a parser may take over a capture. */
const DEADLINE_MS = 10_000;

/**
 * Reads one captured answer as the probe would, with every other source left out; nothing is concluded from their silence.
 * Null when the probe has no such source on that platform.
 */
export async function replay(options: ReplayOptions): Promise<ProbeOutcome | null> {
  const { probe, platform, sourceId, answer, nowMs } = options;
  const reader = readerFor(probe, platform);
  if (!reader?.sources.some(({ id }) => id === sourceId)) return null;
  return runProbe(probe, reader, scriptedAsk({ [sourceId]: answer }, SKIPPED), {
    now: () => nowMs,
    deadlineMs: DEADLINE_MS,
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
}
