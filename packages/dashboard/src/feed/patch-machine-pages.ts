import type { MachinePage, MachineSummary } from "@muster/shared/api.ts";
import { FACETS } from "@muster/shared/machine-list.ts";
import type { MachineList } from "../api/queries.ts";
import { belongs, orderOf } from "./place-in-list.ts";

type Patch = {
  pages: MachinePage[];
  /** Machines that now belong elsewhere, or are new to or gone from the list: only a fetch can place them. */
  unplaced: string[];
};

/**
 * Brings changed machines into a loaded list without moving a row: rows that are there change in place, and what would
 * add, remove or reorder rows is returned as `unplaced`. A machine new to a whole, unfiltered list goes to its end at once,
 * where it moves nobody, so that a first machine appears by itself.
 */
export function patchMachinePages(
  pages: MachinePage[],
  changed: readonly MachineSummary[],
  list: MachineList = {},
): Patch {
  const compare = orderOf(list.sort);
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
      if (!belongs(after, list) || compare(before, after) !== 0) unplaced.push(after.id);
      return after;
    });
    return differs ? { ...page, items } : page;
  });

  const isWhole = patched.at(-1)?.nextCursor === null;
  const last = patched.flatMap((page) => page.items).at(-1);
  const arrivals: MachineSummary[] = [];
  for (const machine of changes.values()) {
    if (present.has(machine.id) || !belongs(machine, list)) continue;
    if (isWhole && isUnfiltered(list)) {
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

function isUnfiltered(list: MachineList): boolean {
  return !list.search && FACETS.every((facet) => list[facet] === undefined);
}
