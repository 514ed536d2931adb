import type { MachineSort } from "@muster/shared/machine-list.ts";
import { say } from "./words.ts";

/** What the list shows, in one sentence. */
export function machinesSentence(
  total: number | undefined,
  isNarrowed: boolean,
  sort: MachineSort | undefined,
): string {
  if (total === undefined) return say.counting;
  const isFailingFirst = sort === undefined || sort === "status";
  if (isNarrowed) return isFailingFirst ? say.matchingFailingFirst(total) : say.matching(total);
  return isFailingFirst ? say.totalFailingFirst(total) : say.total(total);
}
