import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { PROBE_IDS } from "@muster/shared/facts/index.ts";
import { MAX_REPORT_BYTES } from "@muster/shared/limits.ts";
import { canonicalOutcomes, type OutcomesByProbe } from "@muster/shared/report.ts";
import { toInstant } from "@muster/shared/text.ts";
import type { Logger } from "pino";
import type { Outbox, OutboxEntry } from "./outbox/outbox.ts";
import { stateTrouble } from "./outbox/state-trouble.ts";

/** Until the server has said otherwise. */
const FIRST_INTERVAL_MS = 5 * 60_000;

/** Part of the interval by which each wait is shortened at random, so that a fleet does not report in step. */
const JITTER = 0.1;

/** Between the beginnings of two collections in ms, however often a fresh one is asked for. */
const MIN_GAP_MS = 3_000;

/** Wishes that wait for one collection to begin. */
const MAX_WAITING = 10;

const TOO_LARGE = "There is more of it than a report can carry.";

export type RollCall = {
  setInterval(ms: number): void;
  /**
   * Collects at once instead of at the end of the interval; after the collection that runs, if one does, since that may have
   * read before the wish. `begun` is told the last number used as it begins.
   */
  hurry(begun?: (lastSequence: number) => void): void;
  run(signal: AbortSignal): Promise<void>;
};

/** Collects facts every so often and puts a report of them into the outbox: whole when they differ, else 'unchanged'. */
export function createRollCall(options: {
  outbox: Outbox;
  collect: (signal: AbortSignal) => Promise<OutcomesByProbe>;
  agentVersion: string;
  now: () => number;
  /** Milliseconds that no change of the clock moves. */
  monotonic: () => number;
  random: () => number;
  onCollected: (report: { collectedAt: string; outcomes: OutcomesByProbe }) => void;
  onReport: () => void;
  log: Logger;
}): RollCall {
  const { outbox, collect, agentVersion, now, monotonic, random, onCollected, onReport, log } = options;
  let intervalMs = FIRST_INTERVAL_MS;
  let interrupt = new AbortController();
  const waiting: ((lastSequence: number) => void)[] = [];

  async function report(signal: AbortSignal): Promise<void> {
    const collectedAt = toInstant(now());
    for (const begun of waiting.splice(0)) begun(outbox.lastSequence);
    const outcomes = fitted(await collect(signal), agentVersion);
    if (signal.aborted) return;
    onCollected({ collectedAt, outcomes });
    const digest = digestOf(outcomes);
    const isUnchanged = digest === outbox.lastDigest;
    const { dropped } = await outbox.add(
      digest,
      (sequence): OutboxEntry =>
        isUnchanged
          ? { kind: "unchanged", report: { sequence, collectedAt, digest } }
          : { kind: "whole", report: { sequence, collectedAt, agentVersion, outcomes } },
    );
    if (dropped > 0) log.warn({ dropped }, "the outbox is full: the oldest reports were dropped");
    onReport();
  }

  async function run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const begunAt = monotonic();
      await report(signal).catch((error: unknown) => {
        const trouble = stateTrouble(error);
        if (!trouble) throw error;
        // The next interval tries again, and the machine's silence tells the server meanwhile.
        log.error({ code: trouble.code, remedy: trouble.remedy }, trouble.message);
        onReport();
      });
      const waitMs = intervalMs * (1 - JITTER * random());
      await sleep(waitMs, undefined, { signal: AbortSignal.any([signal, interrupt.signal]) }).catch(() => {
        // Hurried or stopping: the loop's condition tells which.
      });
      if (interrupt.signal.aborted) {
        interrupt = new AbortController();
        const restMs = Math.max(0, begunAt + MIN_GAP_MS - monotonic());
        await sleep(restMs, undefined, { signal }).catch(() => {
          // Stopping: the loop's condition ends it.
        });
      }
    }
  }

  return {
    setInterval: (ms) => {
      const isShorter = ms < intervalMs;
      intervalMs = ms;
      if (isShorter) interrupt.abort();
    },
    hurry: (begun) => {
      if (begun && waiting.length < MAX_WAITING) waiting.push(begun);
      interrupt.abort();
    },
    run,
  };
}

function digestOf(outcomes: OutcomesByProbe): string {
  return createHash("sha256").update(canonicalOutcomes(outcomes)).digest("hex");
}

/** Keeps a report within what the server accepts: the largest outcome gives way to a note of why it is missing. */
export function fitted(outcomes: OutcomesByProbe, agentVersion: string): OutcomesByProbe {
  // Room for the numbers, dates and braces around the outcomes.
  const room = MAX_REPORT_BYTES - 1_024 - agentVersion.length;
  const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
  let kept = outcomes;
  while (bytesOf(kept) > room) {
    const [largest] = PROBE_IDS.toSorted((a, b) => bytesOf(kept[b] ?? null) - bytesOf(kept[a] ?? null));
    const outcome = largest && kept[largest];
    if (!outcome || outcome.kind === "failed") break;
    const { observedAt, durationMs } = outcome;
    kept = { ...kept, [largest]: { kind: "failed", reason: TOO_LARGE, observedAt, durationMs } };
  }
  return kept;
}
