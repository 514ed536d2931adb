import { Worker } from "node:worker_threads";
import { MAX_WHAT_IF_DAYS } from "@muster/shared/limits.ts";
import { toInstant } from "@muster/shared/text.ts";
import type { WhatIf } from "@muster/shared/what-if.ts";
import type { PolicyVersion } from "../flags/machine-life.ts";
import { parsePolicy } from "../policy/parse-policy.ts";
import type { StorePlace } from "../store/store-place.ts";
import type { FromWorker, ToWorker } from "./worker-messages.ts";

/** Rehearsals of policies: started by one request, asked after by others, kept until newer ones have taken their place. */
export type Rehearsals = {
  /** Somebody writes at a document: the fleet is read ahead, so that the first answer comes at once. */
  prepare(): void;
  /**
   * Begins to rehearse a document; one that still runs is cancelled for it.
   * @throws AppError `policy_invalid` with where and what.
   */
  start(document: string): WhatIf;
  get(id: string): WhatIf | undefined;
  /** The rehearsal of exactly this document, as far as it has come; undefined when the id names another or none. */
  of(id: string, document: string): WhatIf | undefined;
  /** Ends one that runs; false when there is none of this id. */
  cancel(id: string): boolean;
  stop(): Promise<void>;
};

/** Rehearsals that are remembered. */
const KEPT = 20;

/** After so long without work the worker and its memory are given back. */
const IDLE_MS = 2 * 60_000;

type Entry = { document: string; whatIf: WhatIf };

export function createRehearsals(options: {
  /** Where the worker reads the fleet. */
  storePlace: StorePlace;
  policy: () => PolicyVersion;
  digestTo: () => string[];
  now: () => number;
  newId: () => string;
  onError: (error: unknown) => void;
}): Rehearsals {
  const { storePlace, policy, digestTo, now, newId, onError } = options;
  const entries = new Map<string, Entry>();
  let worker: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;

  const change = (id: string, changes: Partial<WhatIf>): void => {
    const entry = entries.get(id);
    if (entry?.whatIf.state === "running") entry.whatIf = { ...entry.whatIf, ...changes };
    rest();
  };
  const running = (): WhatIf[] =>
    [...entries.values()].map((entry) => entry.whatIf).filter((each) => each.state === "running");
  const rest = (): void => {
    clearTimeout(idle);
    if (running().length > 0) return;
    idle = setTimeout(() => void retire(), IDLE_MS);
    idle.unref();
  };
  const retire = async (): Promise<void> => {
    clearTimeout(idle);
    const old = worker;
    worker = null;
    await old?.terminate();
  };
  const hear = (message: FromWorker): void => {
    if (message.kind === "failed") onError(new Error(message.message));
    change(message.id, changesBy(message, digestTo));
  };
  const start = (): Worker => {
    if (worker) return worker;
    const fresh = new Worker(new URL("./worker.ts", import.meta.url), { workerData: storePlace });
    fresh.on("message", hear);
    fresh.on("error", (error) => {
      onError(error);
      if (worker === fresh) worker = null;
      for (const { id } of running()) change(id, FAILED);
    });
    worker = fresh;
    return fresh;
  };
  const tell = (message: ToWorker): void => start().postMessage(message);
  const cancel = (id: string): boolean => {
    if (entries.get(id)?.whatIf.state !== "running") return false;
    tell({ kind: "cancel", id });
    change(id, { state: "cancelled" });
    return true;
  };

  return {
    prepare: () => {
      if (worker) return;
      tell({ kind: "prepare", now: now() });
      rest();
    },
    start: (document) => {
      const after = parsePolicy(document, "policy");
      for (const { id } of running()) cancel(id);
      const { version, policy: before } = policy();
      const startedAt = now();
      const whatIf: WhatIf = {
        id: newId(),
        state: "running",
        progress: 0,
        basedOn: version,
        startedAt: toInstant(startedAt),
        today: null,
        days: [],
        failure: null,
      };
      entries.set(whatIf.id, { document, whatIf });
      for (const old of [...entries.keys()].slice(0, -KEPT)) entries.delete(old);
      clearTimeout(idle);
      tell({ kind: "start", id: whatIf.id, policies: { before, after }, now: startedAt, days: MAX_WHAT_IF_DAYS });
      return whatIf;
    },
    get: (id) => entries.get(id)?.whatIf,
    of: (id, document) => {
      const entry = entries.get(id);
      return entry?.document === document ? entry.whatIf : undefined;
    },
    cancel,
    stop: retire,
  };
}

const FAILED = { state: "failed", failure: "The server could not judge the fleet; its log says why." } as const;

function changesBy(message: FromWorker, digestTo: () => string[]): Partial<WhatIf> {
  switch (message.kind) {
    case "today":
      return { today: { ...message.today, digestTo: digestTo() } };
    case "progress":
      return { progress: message.progress };
    case "done":
      return { state: "done", progress: 1, days: message.days };
    case "failed":
      return FAILED;
  }
}
