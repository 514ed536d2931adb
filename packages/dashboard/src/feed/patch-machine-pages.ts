import type { MachinePage, MachineSummary } from "@muster/shared/api.ts";
import type { MachineStatus } from "@muster/shared/verdict.ts";

export type ListFilter = { status?: MachineStatus | undefined; search?: string | undefined; rule?: string | undefined };

type Patch = {
  pages: MachinePage[];
  /** Machines that now belong elsewhere, or are new to or gone from the list: only a fetch can place them. */
  unplaced: string[];
};

/** The server's order: non-compliant first, then by name. */
const RANK: Record<MachineStatus, number> = {
  "non-compliant": 0,
  unknown: 1,
  "in-grace": 2,
  "accepted-risk": 3,
  "not-covered": 4,
  compliant: 5,
};

/**
 * Brings changed machines into a loaded list without moving a row: rows that are there change in place, and what would
 * add, remove or reorder rows is returned as `unplaced`. A machine new to a whole, unfiltered list goes to its end at once,
 * where it moves nobody, so that a first machine appears by itself.
 */
export function patchMachinePages(
  pages: MachinePage[],
  changed: readonly MachineSummary[],
  filter: ListFilter = {},
): Patch {
  const changes = new Map(changed.map((machine) => [machine.id, machine]));
  const unplaced: string[] = [];
  const present = new Set<string>();

  const patched = pages.map((page) => {
    let differs = false;
    const items = page.items.map((before) => {
      present.add(before.id);
      const after = changes.get(before.id);
      if (after === undefined) return before;
      differs = true;
      if (!belongs(after, filter) || compare(before, after) !== 0) unplaced.push(after.id);
      return after;
    });
    return differs ? { ...page, items } : page;
  });

  const isWhole = patched.at(-1)?.nextCursor === null;
  const last = patched.flatMap((page) => page.items).at(-1);
  const arrivals: MachineSummary[] = [];
  for (const machine of changes.values()) {
    if (present.has(machine.id) || !belongs(machine, filter)) continue;
    if (isWhole && isUnfiltered(filter)) {
      arrivals.push(machine);
      if (last !== undefined && compare(machine, last) < 0) unplaced.push(machine.id);
    } else if (isWhole || last === undefined || compare(machine, last) < 0) {
      unplaced.push(machine.id);
    }
  }
  return { pages: append(patched, arrivals.sort(compare)), unplaced };
}

function append(pages: MachinePage[], machines: MachineSummary[]): MachinePage[] {
  const last = pages.at(-1);
  if (last === undefined || machines.length === 0) return pages;
  return [...pages.slice(0, -1), { ...last, items: [...last.items, ...machines] }];
}

function isUnfiltered(filter: ListFilter): boolean {
  return filter.status === undefined && !filter.search && filter.rule === undefined;
}

function belongs(machine: MachineSummary, { status, search, rule }: ListFilter): boolean {
  if (status !== undefined && machine.status !== status) return false;
  if (search && !machine.name.toLowerCase().includes(search.toLowerCase())) return false;
  if (rule === undefined) return true;
  return machine.rules.some((entry) => entry.rule === rule && (entry.status === "fail" || entry.status === "unknown"));
}

function compare(a: MachineSummary, b: MachineSummary): number {
  const byStatus = RANK[a.status] - RANK[b.status];
  if (byStatus !== 0) return byStatus;
  const [left, right] = [a.name.toLowerCase(), b.name.toLowerCase()];
  return left < right ? -1 : left > right ? 1 : 0;
}
