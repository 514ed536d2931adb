import {
  MAX_REPORT_BYTES_PER_COMMIT,
  MAX_REPORT_BYTES_WAITING,
  MAX_REPORTS_PER_COMMIT,
  MAX_REPORTS_WAITING,
} from "@muster/shared/limits.ts";
import type { JudgeContext } from "../flags/judge-machines.ts";
import type { Db } from "../store/open-store.ts";
import type { MachineRow } from "../store/schema.ts";
import { isStoreTrouble } from "../store/store-trouble.ts";
import { type Acceptance, acceptReports } from "./accept-reports.ts";
import type { Arrival } from "./arrival.ts";
import { GroupCommit } from "./group-commit.ts";

/** Weight of the latest commit in what is expected of the next. */
const WEIGHT = 0.2;

export type Ingest = GroupCommit<Arrival, Acceptance> & {
  /** How long in ms all that waits now will take to be written, by what the last commits took. */
  clearsInMs(): number;
};

/** The way in for every report: what `submit` resolves with is durable. */
export function createIngest(options: {
  writer: Db;
  judging: () => JudgeContext;
  /** Told after the commit of every machine that was touched. */
  onCommitted: (machines: MachineRow[]) => void;
  /** Told of every commit: how many reports, how long it took, and whether they are durable now. */
  onCommit: (commit: { reports: number; ms: number; isDone: boolean }) => void;
}): Ingest {
  const { writer, judging, onCommitted, onCommit } = options;
  let msPerReport = 1;
  const commit = async (arrivals: Arrival[]): Promise<Acceptance[]> => {
    const begun = performance.now();
    let isDone = false;
    try {
      const { acceptances, touched } = await acceptReports(writer, arrivals, judging());
      isDone = true;
      onCommitted(touched);
      return acceptances;
    } finally {
      const ms = performance.now() - begun;
      msPerReport += WEIGHT * (ms / arrivals.length - msPerReport);
      onCommit({ reports: arrivals.length, ms, isDone });
    }
  };
  const limits = {
    perCommit: MAX_REPORTS_PER_COMMIT,
    waiting: MAX_REPORTS_WAITING,
    bytesPerCommit: MAX_REPORT_BYTES_PER_COMMIT,
    bytesWaiting: MAX_REPORT_BYTES_WAITING,
  };
  const group = new GroupCommit(commit, limits, isStoreTrouble);
  return Object.assign(group, { clearsInMs: () => group.waiting.items * msPerReport });
}
