import type { FleetSummary } from "@muster/shared/api.ts";
import { RULE_TITLES } from "@muster/shared/rules.ts";
import { MACHINE_LOOKS } from "../../theme/status.ts";
import type { MachinesSearch } from "./machines-search.ts";

/** What the list shows, in one sentence. */
export function machinesSentence(summary: FleetSummary | undefined, filter: MachinesSearch): string {
  const narrowed = [
    filter.status && `status ${MACHINE_LOOKS[filter.status].word.toLowerCase()}`,
    filter.rule && `an open flag for “${RULE_TITLES[filter.rule]}”`,
    filter.search && `“${filter.search}” in the name`,
  ].filter(Boolean);
  if (narrowed.length > 0) return `Machines with ${narrowed.join(" and ")}, those that fail first.`;
  if (summary === undefined) return "Those that fail first, then by name.";
  const { total, online } = summary;
  return `${total} ${total === 1 ? "machine" : "machines"}, ${online} online. Those that fail first, then by name.`;
}
