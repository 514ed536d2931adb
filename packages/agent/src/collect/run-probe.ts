import type { ProbeId } from "@muster/shared/facts/index.ts";
import { MAX_TEXT_CHARS } from "@muster/shared/limits.ts";
import { type ProbeOutcome, ProbeOutcomes } from "@muster/shared/report.ts";
import { clip, toInstant } from "@muster/shared/text.ts";
import type { AnyReader, Ask } from "../probes/reader.ts";

export type RunOptions = { now: () => number; deadlineMs: number; signal: AbortSignal };

/** Ends when the signal does, with its reason; so that no source, however stuck, holds up the report. */
function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (): void => reject(signal.reason);
    if (signal.aborted) fail();
    else signal.addEventListener("abort", fail, { once: true });
  });
}

function describeFault(error: unknown, deadlineMs: number): string {
  if (error instanceof DOMException && error.name === "TimeoutError") return `No answer within ${deadlineMs / 1000} s.`;
  if (error instanceof DOMException && error.name === "AbortError") return "The collection was stopped.";
  return `Unexpected fault: ${error instanceof Error ? error.message : "unknown"}`;
}

/** Runs one probe to an outcome that its schema accepts. Never rejects: a fault of the probe is a `failed` of its own. */
export async function runProbe(
  probe: ProbeId,
  reader: AnyReader | undefined,
  ask: Ask,
  options: RunOptions,
): Promise<ProbeOutcome> {
  const startedMs = options.now();
  const stamp = () => ({ observedAt: toInstant(startedMs), durationMs: Math.max(0, options.now() - startedMs) });
  const failed = (reason: string): ProbeOutcome => ({
    kind: "failed",
    reason: clip(reason, MAX_TEXT_CHARS),
    ...stamp(),
  });
  if (reader === undefined)
    return { kind: "unsupported", reason: "Not read on this operating system yet.", ...stamp() };
  try {
    const reading = await Promise.race([reader.read(ask), whenAborted(options.signal)]);
    const draft = reading.kind === "read" ? reading : { ...reading, reason: clip(reading.reason, MAX_TEXT_CHARS) };
    const outcome = ProbeOutcomes[probe].safeParse({ ...draft, ...stamp() });
    if (outcome.success) return outcome.data;
    const places = outcome.error.issues.map((issue) => issue.path.join(".")).slice(0, 5);
    return failed(`The probe's facts do not have their form: ${places.join(", ")}`);
  } catch (error) {
    return failed(describeFault(error, options.deadlineMs));
  }
}
