import { findMachines } from "../store/machines.ts";
import type { Db } from "../store/open-store.ts";
import type { MachineRow } from "../store/schema.ts";
import { GroupCommit } from "./group-commit.ts";

/** Looked up with one statement; more would only make the first of them wait. */
const LIMITS = { perCommit: 250, waiting: 50_000 };

export type MachineLookup = (id: string) => Promise<MachineRow | undefined>;

/** Looks machines up, all that are asked for while one statement runs with the next: a storm of agents costs few of them. */
export function createMachineLookup(reader: Db): MachineLookup {
  const group = new GroupCommit<string, MachineRow | undefined>(async (ids) => {
    const rows = new Map((await findMachines(reader, ids)).map((row) => [row.id, row]));
    return ids.map((id) => rows.get(id));
  }, LIMITS);
  return (id) => group.submit(id);
}
