import { MAX_REPORTS_PER_COMMIT, MAX_REPORTS_WAITING } from "@muster/shared/limits.ts";
import type { JudgeContext } from "../flags/judge-machines.ts";
import type { Db } from "../store/open-store.ts";
import type { MachineRow } from "../store/schema.ts";
import { type Acceptance, acceptReports } from "./accept-reports.ts";
import type { Arrival } from "./arrival.ts";
import { GroupCommit } from "./group-commit.ts";

export type Ingest = GroupCommit<Arrival, Acceptance>;

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
  const commit = async (arrivals: Arrival[]): Promise<Acceptance[]> => {
    const begun = performance.now();
    let isDone = false;
    try {
      const { acceptances, touched } = await acceptReports(writer, arrivals, judging());
      isDone = true;
      onCommitted(touched);
      return acceptances;
    } finally {
      onCommit({ reports: arrivals.length, ms: performance.now() - begun, isDone });
    }
  };
  return new GroupCommit(commit, { perCommit: MAX_REPORTS_PER_COMMIT, waiting: MAX_REPORTS_WAITING });
}
