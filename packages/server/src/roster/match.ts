import { FACETS, type Facet, type MachineFilter } from "@muster/shared/machine-list.ts";
import type { Entry } from "./entry.ts";

/** Looks at an entry: "all" when it matches, the one facet that leaves it out, or "none" when more than that does. */
export type Match = (entry: Entry) => "all" | "none" | Facet;

export function matcher(filter: MachineFilter): Match {
  const words = (filter.search ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = FACETS.flatMap((facet): { facet: Facet; values: ReadonlySet<string> }[] => {
    const values = filter[facet];
    return values === undefined || values.length === 0 ? [] : [{ facet, values: new Set<string>(values) }];
  });
  return (entry) => {
    for (const word of words) if (!entry.text.includes(word)) return "none";
    let missing: Facet | null = null;
    for (const { facet, values } of chosen) {
      if (entry.facets[facet].some((value) => values.has(value))) continue;
      if (missing !== null) return "none";
      missing = facet;
    }
    return missing ?? "all";
  };
}
