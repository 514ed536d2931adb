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
}): Ingest {
  const { writer, judging, onCommitted } = options;
  const commit = async (arrivals: Arrival[]): Promise<Acceptance[]> => {
    const { acceptances, touched } = await acceptReports(writer, arrivals, judging());
    onCommitted(touched);
    return acceptances;
  };
  return new GroupCommit(commit, { perCommit: MAX_REPORTS_PER_COMMIT, waiting: MAX_REPORTS_WAITING });
}
