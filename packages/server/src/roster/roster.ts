import { MAX_FACET_VALUES } from "@muster/shared/limits.ts";
import {
  FACETS,
  type Facet,
  type MachineFacets,
  type MachineFilter,
  type MachineSort,
} from "@muster/shared/machine-list.ts";
import type { Db } from "../store/open-store.ts";
import { rosterRows, rosterRowsAfter } from "../store/roster-rows.ts";
import { type Entry, entryOf } from "./entry.ts";
import { matcher } from "./match.ts";
import { orderBy, type Place } from "./order.ts";
import { outlookOf } from "./outlook.ts";

/** Rows read at once: small enough that the event loop is not held up. */
const ROWS_AT_ONCE = 1_000;

/** So many machines that differ are read without waiting for somebody to ask, so that nobody waits for them all. */
const READ_AT = 1_000;

export type Roster = {
  /** Tells that what the store holds of these machines may differ. Whoever asks afterwards is answered by it. */
  changed(machineIds: Iterable<string>): void;
  /** Ids of one page in order, and the place after which the next begins; null at the end. */
  page(
    filter: MachineFilter,
    page: { sort: MachineSort | undefined; after: Place | null; limit: number },
  ): Promise<{ ids: string[]; next: Place | null }>;
  /** Ids of all that match, in order. */
  all(filter: MachineFilter, sort: MachineSort | undefined): Promise<string[]>;
  count(filter: MachineFilter): Promise<MachineFacets>;
  /** What the fleet's dates say at an instant (epoch ms). */
  outlook(now: number): Promise<ReturnType<typeof outlookOf>>;
};

/** The whole fleet in the short form that lists are made by, in memory, read from the store as it changes. */
export function createRoster(reader: Db, onError: (error: unknown) => void): Roster {
  const entries = new Map<string, Entry>();
  const dirty = new Set<string>();
  let isLoaded = false;

  const load = async (): Promise<void> => {
    for (let after = ""; ; ) {
      const rows = await rosterRowsAfter(reader, after, ROWS_AT_ONCE);
      for (const row of rows) if (row.retired_at === null) entries.set(row.id, entryOf(row));
      const last = rows.at(-1);
      if (last === undefined || rows.length < ROWS_AT_ONCE) break;
      after = last.id;
    }
    isLoaded = true;
  };

  const read = async (ids: readonly string[]): Promise<void> => {
    const found = await rosterRows(reader, ids);
    for (const row of found) {
      if (row.retired_at === null) entries.set(row.id, entryOf(row));
      else entries.delete(row.id);
    }
  };

  const refresh = async (): Promise<void> => {
    if (!isLoaded) await load();
    while (dirty.size > 0) {
      const ids = [...dirty.values().take(ROWS_AT_ONCE)];
      for (const id of ids) dirty.delete(id);
      try {
        await read(ids);
      } catch (error) {
        for (const id of ids) dirty.add(id);
        throw error;
      }
      // More may have come meanwhile; those wait for the next asker, or one asker would never be answered.
      if (ids.length < ROWS_AT_ONCE) return;
    }
  };

  // One after the other: an asker who came later is answered by a reading that began later.
  let turn: Promise<void> = Promise.resolve();
  const upToDate = (): Promise<void> => {
    turn = turn.then(refresh, refresh);
    return turn;
  };

  return {
    changed: (machineIds) => {
      for (const id of machineIds) dirty.add(id);
      if (isLoaded && dirty.size >= READ_AT) upToDate().catch(onError);
    },
    page: async (filter, { sort, after, limit }) => {
      await upToDate();
      const places = firstPlaces(entries.values(), filter, { sort, after, limit: limit + 1 });
      const shown = places.slice(0, limit);
      return {
        ids: shown.map((place) => place.id),
        next: places.length > limit ? (shown.at(-1) ?? null) : null,
      };
    },
    all: async (filter, sort) => {
      await upToDate();
      const matches = matcher(filter);
      const { placeOf, compare } = orderBy(sort);
      const places = [...entries.values()].filter((entry) => matches(entry) === "all").map(placeOf);
      return places.sort(compare).map((place) => place.id);
    },
    count: async (filter) => {
      await upToDate();
      return countFacets(entries.values(), filter);
    },
    outlook: async (now) => {
      await upToDate();
      return outlookOf(entries.values(), now);
    },
  };
}

/** The first places after one, found in one pass without sorting the fleet. */
function firstPlaces(
  entries: Iterable<Entry>,
  filter: MachineFilter,
  { sort, after, limit }: { sort: MachineSort | undefined; after: Place | null; limit: number },
): Place[] {
  const matches = matcher(filter);
  const { placeOf, compare } = orderBy(sort);
  const best: Place[] = [];
  for (const entry of entries) {
    if (matches(entry) !== "all") continue;
    const place = placeOf(entry);
    if (after !== null && compare(place, after) <= 0) continue;
    const last = best.at(-1);
    if (last !== undefined && best.length >= limit) {
      if (compare(place, last) >= 0) continue;
      best.pop();
    }
    best.splice(placeFor(best, place, compare), 0, place);
  }
  return best;
}

/** Where a place belongs in a sorted list, found by halving. */
function placeFor(sorted: readonly Place[], place: Place, compare: (a: Place, b: Place) => number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = sorted[middle];
    if (there !== undefined && compare(there, place) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function countFacets(entries: Iterable<Entry>, filter: MachineFilter): MachineFacets {
  const matches = matcher(filter);
  const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Map<string, number>()])) as Record<
    Facet,
    Map<string, number>
  >;
  let total = 0;
  for (const entry of entries) {
    const match = matches(entry);
    if (match === "none") continue;
    if (match === "all") total++;
    // Left out by one facet alone: it would be there if another value of that facet were chosen.
    for (const facet of match === "all" ? FACETS : [match]) {
      const tally = counts[facet];
      for (const value of entry.facets[facet]) tally.set(value, (tally.get(value) ?? 0) + 1);
    }
  }
  const listed = (facet: Facet) => {
    const values = [...counts[facet]].map(([value, count]) => ({ value, count }));
    return values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, MAX_FACET_VALUES);
  };
  const facets = Object.fromEntries(FACETS.map((facet) => [facet, listed(facet)])) as MachineFacets["facets"];
  return { total, facets };
}
