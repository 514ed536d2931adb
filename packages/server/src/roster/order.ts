import type { MachineSort, SortColumn } from "@muster/shared/machine-list.ts";
import { z } from "zod";
import type { Entry } from "./entry.ts";

type Key = string | number | null;

/** Where an entry stands in an order: by its key, then by name, then by id. */
export const Place = z.object({
  key: z.union([z.string(), z.number(), z.null()]),
  nameKey: z.string(),
  id: z.string(),
});
export type Place = z.infer<typeof Place>;

const FIREWALL_RANK: Record<string, number> = { fail: 0, unknown: 1, warn: 2, pass: 3, "not-applicable": 4 };

const KEYS: Record<SortColumn, (entry: Entry) => Key> = {
  status: (entry) => entry.statusRank,
  name: (entry) => entry.nameKey,
  person: (entry) => entry.person,
  definitions: (entry) => (entry.definitionsFrom === null ? null : -entry.definitionsFrom),
  firewall: (entry) => (entry.firewall === null ? null : (FIREWALL_RANK[entry.firewall] ?? null)),
  password: (entry) => entry.passwordEndsAt,
  seen: (entry) => entry.lastSeenAt,
  os: (entry) => entry.osKey,
};

export type Order = { placeOf: (entry: Entry) => Place; compare: (a: Place, b: Place) => number };

/** The order that a list asks for: worst first when it asks for none. What has no key comes last either way. */
export function orderBy(sort: MachineSort = "status"): Order {
  const isTurned = sort.startsWith("-");
  const key = KEYS[(isTurned ? sort.slice(1) : sort) as SortColumn];
  const sign = isTurned ? -1 : 1;
  return {
    placeOf: (entry) => ({ key: key(entry), nameKey: entry.nameKey, id: entry.id }),
    compare: (a, b) => {
      if (a.key !== b.key) {
        if (a.key === null) return 1;
        if (b.key === null) return -1;
        return a.key < b.key ? -sign : sign;
      }
      if (a.nameKey !== b.nameKey) return a.nameKey < b.nameKey ? -1 : 1;
      return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
    },
  };
}
