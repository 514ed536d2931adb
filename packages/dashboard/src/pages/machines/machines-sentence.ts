import type { MachineSort } from "@muster/shared/machine-list.ts";

/** What the list shows, in one sentence. */
export function machinesSentence(
  total: number | undefined,
  isNarrowed: boolean,
  sort: MachineSort | undefined,
): string {
  const order = sort === undefined || sort === "status" ? ", those that fail first" : "";
  if (total === undefined) return "Counting the machines.";
  const machines = total === 1 ? "machine" : "machines";
  if (isNarrowed) return `${total.toLocaleString()} ${machines} ${total === 1 ? "matches" : "match"}${order}.`;
  return `${total.toLocaleString()} ${machines}${order}.`;
}
