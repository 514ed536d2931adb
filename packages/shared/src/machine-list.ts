import { z } from "zod";
import { MAX_FACET_VALUES, MAX_TAGGED_AT_ONCE, MAX_TAGS } from "./limits.ts";
import { Tag } from "./policy.ts";
import { RuleId } from "./rules.ts";
import { Name } from "./text.ts";
import { MachineStatus, Reachability } from "./verdict.ts";

/** By what the list of machines can be narrowed; of several values of one facet one is enough. */
export const FACETS = ["status", "rule", "group", "site", "os", "reachability", "tag"] as const;
export const Facet = z.enum(FACETS);
export type Facet = z.infer<typeof Facet>;

/** The value of the facet `site` that stands for machines of no site. */
export const NO_SITE = "-";

/** What a list can show of a machine, in the order of its columns. */
export const MACHINE_COLUMNS = [
  "status",
  "name",
  "person",
  "why",
  "definitions",
  "firewall",
  "password",
  "seen",
  "os",
  "site",
  "reachability",
  "tags",
  "serial",
] as const;
export const MachineColumn = z.enum(MACHINE_COLUMNS);
export type MachineColumn = z.infer<typeof MachineColumn>;

/** `definitions` sorts by age, `password` by when it must be changed; what is not known comes last either way. */
export const SORT_COLUMNS = ["status", "name", "person", "definitions", "firewall", "password", "seen", "os"] as const;
export type SortColumn = (typeof SORT_COLUMNS)[number];
/** A leading minus turns the order round. */
export const MachineSort = z.templateLiteral([z.enum(["", "-"]), z.enum(SORT_COLUMNS)]);
export type MachineSort = z.infer<typeof MachineSort>;

/** In an address one value stands alone, several as the same name repeated. */
function several<T extends z.ZodType<string>>(value: T) {
  return z.union([z.array(value).max(MAX_FACET_VALUES), value.transform((one) => [one])]).optional();
}

const filter = {
  /** Words that must each stand in the machine's name, person, serial number, system, site or tags, in any case. */
  search: z.string().max(100).optional(),
  status: several(MachineStatus),
  rule: several(RuleId),
  group: several(Name),
  site: several(Name),
  os: several(Name),
  reachability: several(Reachability),
  tag: several(Tag),
};
export const MachineFilter = z.object(filter);
export type MachineFilter = z.infer<typeof MachineFilter>;

export const MachineOrder = z.object({ ...filter, sort: MachineSort.optional() });

export const MachineExportQuery = z.object({
  ...filter,
  sort: MachineSort.optional(),
  /** Names of columns with commas between them; every column when left out. */
  columns: z
    .string()
    .max(200)
    .transform((text) => text.split(","))
    .pipe(z.array(MachineColumn))
    .optional(),
});

const FacetValue = z.object({ value: z.string(), count: z.number().int() });
/** How many machines match, and per facet how many would with each of its values, the other facets unchanged. */
export const MachineFacets = z.object({ total: z.number().int(), facets: z.record(Facet, z.array(FacetValue)) });
export type MachineFacets = z.infer<typeof MachineFacets>;

export const TagChange = z.strictObject({
  machineIds: z.array(z.string().max(60)).min(1).max(MAX_TAGGED_AT_ONCE),
  add: z.array(Tag).max(MAX_TAGS).default([]),
  remove: z.array(Tag).max(MAX_TAGS).default([]),
});
export type TagChange = z.infer<typeof TagChange>;
export const TagChanged = z.object({ changed: z.number().int() });
