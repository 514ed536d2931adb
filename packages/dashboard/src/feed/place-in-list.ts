import type { MachineSummary } from "@muster/shared/api.ts";
import { FACETS, type Facet, type MachineSort, NO_SITE, type SortColumn } from "@muster/shared/machine-list.ts";
import type { MachineStatus } from "@muster/shared/verdict.ts";
import type { MachineList } from "../api/queries.ts";
import { osInWords, osNameInWords } from "../parts/os-in-words.ts";

/** The server's order: non-compliant first, then by name. */
const RANK: Record<MachineStatus, number> = {
  "non-compliant": 0,
  unknown: 1,
  "in-grace": 2,
  "accepted-risk": 3,
  "not-covered": 4,
  compliant: 5,
};
const FIREWALL_RANK = { fail: 0, unknown: 1, warn: 2, pass: 3, "not-applicable": 4 };

const FACET_VALUES: Record<Facet, (machine: MachineSummary) => readonly string[]> = {
  status: ({ status }) => [status],
  rule: ({ flaggedRules }) => flaggedRules,
  group: ({ groups }) => groups,
  site: ({ site }) => [site ?? NO_SITE],
  os: (machine) => [osNameInWords(machine)],
  reachability: ({ reachability }) => [reachability],
  tag: ({ tags }) => tags,
};

/** Whether the server would list the machine. */
export function belongs(machine: MachineSummary, list: MachineList): boolean {
  const { name, person, serialNumber, site, tags } = machine;
  const text = [name, person, serialNumber, site, osInWords(machine), ...tags].join("\n").toLowerCase();
  const words = (list.search ?? "").toLowerCase().split(/\s+/);
  if (words.some((word) => !text.includes(word))) return false;
  return FACETS.every((facet) => {
    const chosen: readonly string[] | undefined = list[facet];
    return chosen === undefined || FACET_VALUES[facet](machine).some((value) => chosen.includes(value));
  });
}

type Key = string | number | null;
const instant = (at: string | null) => (at === null ? null : Date.parse(at));

const KEYS: Record<SortColumn, (machine: MachineSummary) => Key> = {
  status: ({ status }) => RANK[status],
  name: ({ name }) => name.toLowerCase(),
  person: ({ person }) => person?.toLowerCase() ?? null,
  definitions: ({ definitionsFrom }) => (definitionsFrom === null ? null : -Date.parse(definitionsFrom)),
  firewall: ({ rules }) => {
    const entry = rules.find(({ rule }) => rule === "firewall-enabled");
    return entry === undefined ? null : FIREWALL_RANK[entry.status];
  },
  password: ({ passwordEndsAt }) => instant(passwordEndsAt),
  // Every report moves a machine in this order; a list that says so all the time says nothing.
  seen: () => null,
  os: (machine) => osInWords(machine).toLowerCase(),
};

/** How the server would place one machine before another. */
export function orderOf(sort: MachineSort = "status"): (a: MachineSummary, b: MachineSummary) => number {
  const isTurned = sort.startsWith("-");
  const key = KEYS[(isTurned ? sort.slice(1) : sort) as SortColumn];
  const sign = isTurned ? -1 : 1;
  return (a, b) => {
    const [left, right] = [key(a), key(b)];
    if (left !== right) {
      if (left === null) return 1;
      if (right === null) return -1;
      return left < right ? -sign : sign;
    }
    const [first, second] = [a.name.toLowerCase(), b.name.toLowerCase()];
    return first < second ? -1 : first > second ? 1 : 0;
  };
}
