import {
  ConflictPage,
  type ConflictQuery,
  FlagPage,
  type FlagQuery,
  FleetSummary,
  MachineDetail,
  MachinePage,
  type MachineQuery,
  OperatorList,
  PolicyPage,
  PolicyVersion,
  TimelinePage,
  type TimelineStretch,
  Trend,
  WaiverPage,
  type WaiverQuery,
} from "@muster/shared/api.ts";
import { Digest, DigestLists, DigestPage } from "@muster/shared/digest.ts";
import { WorkCounts } from "@muster/shared/flag-work.ts";
import { TimelineDensity } from "@muster/shared/history.ts";
import { MachineFacets, type MachineFilter } from "@muster/shared/machine-list.ts";
import { Outlook } from "@muster/shared/outlook.ts";
import { Session } from "@muster/shared/sign-in.ts";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { queryString, request } from "./request.ts";

/** What a list of machines or flags is narrowed to; the cursor and the page size are not part of it. */
export type MachineList = Omit<MachineQuery, "cursor" | "limit">;
export type FlagFilter = Pick<FlagQuery, "machineId" | "rule" | "work" | "assignedTo"> & { state: FlagQuery["state"] };

/** A few screens full. */
const MACHINES_AT_ONCE = 100;

/** What a person looks through before typing another letter. */
const FOUND_AT_ONCE = 7;

const FIRST = null as string | null;

/** The first word of every key, so that the feed can find what a change touches. */
export const KEYS = {
  session: "session",
  summary: "summary",
  machines: "machines",
  facets: "facets",
  machine: "machine",
  flags: "flags",
  policy: "policy",
  waivers: "waivers",
  conflicts: "conflicts",
  digests: "digests",
  operators: "operators",
} as const;

export const sessionQuery = queryOptions({
  queryKey: [KEYS.session],
  queryFn: ({ signal }) => request(Session, "/session", { signal }),
  staleTime: 60_000,
});

export const operatorsQuery = queryOptions({
  queryKey: [KEYS.operators],
  queryFn: ({ signal }) => request(OperatorList, "/operators", { signal }),
});

export const summaryQuery = queryOptions({
  queryKey: [KEYS.summary],
  queryFn: ({ signal }) => request(FleetSummary, "/summary", { signal }),
});

/** Under the summary's key: whatever changes the fleet may change its outlook, but not at every word. */
export const outlookQuery = queryOptions({
  queryKey: [KEYS.summary, "outlook"],
  queryFn: ({ signal }) => request(Outlook, "/outlook", { signal }),
  refetchInterval: 60_000,
});

export function trendQuery(days: number) {
  return queryOptions({
    queryKey: [KEYS.summary, "trend", days],
    queryFn: ({ signal }) => request(Trend, `/trend${queryString({ days })}`, { signal }),
    refetchInterval: 5 * 60_000,
  });
}

export function fetchMachinePage(
  filter: MachineList,
  after: string | null,
  signal?: AbortSignal,
): Promise<MachinePage> {
  const asked = { ...filter, cursor: after ?? undefined, limit: MACHINES_AT_ONCE };
  return request(MachinePage, `/machines${queryString(asked)}`, signal === undefined ? {} : { signal });
}

export function machinesQuery(filter: MachineList) {
  return infiniteQueryOptions({
    queryKey: [KEYS.machines, filter],
    initialPageParam: FIRST,
    queryFn: ({ pageParam, signal }) => fetchMachinePage(filter, pageParam, signal),
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** The first few machines that the words typed find; not under the lists' key, which the feed patches. */
export function foundMachinesQuery(search: string) {
  return queryOptions({
    queryKey: ["found-machines", search],
    queryFn: ({ signal }) =>
      request(MachinePage, `/machines${queryString({ search, limit: FOUND_AT_ONCE })}`, { signal }),
  });
}

/** Followed more slowly than the rows: every count of a large fleet is a look at all of it. */
export function facetsQuery(filter: MachineFilter) {
  return queryOptions({
    queryKey: [KEYS.facets, filter],
    queryFn: ({ signal }) => request(MachineFacets, `/machines/facets${queryString(filter)}`, { signal }),
    refetchInterval: 5_000,
  });
}

/** Where a list can be had as a file. */
export function exportAddress(form: "csv" | "json", asked: MachineList & { columns: string }): string {
  return `/api/v1/machines.${form}${queryString(asked)}`;
}

export function machineQuery(id: string) {
  return queryOptions({
    queryKey: [KEYS.machine, id],
    queryFn: ({ signal }) => request(MachineDetail, `/machines/${encodeURIComponent(id)}`, { signal }),
  });
}

/** Kept under the machine's own key, so that whatever changes the machine brings its timeline up to date. */
export function timelineQuery(id: string, stretch: TimelineStretch) {
  return infiniteQueryOptions({
    queryKey: [KEYS.machine, id, "timeline", stretch],
    initialPageParam: FIRST,
    queryFn: ({ pageParam, signal }) =>
      request(
        TimelinePage,
        `/machines/${encodeURIComponent(id)}/timeline${queryString({ ...stretch, cursor: pageParam ?? undefined })}`,
        { signal },
      ),
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function densityQuery(id: string, stretch: TimelineStretch) {
  return queryOptions({
    queryKey: [KEYS.machine, id, "density", stretch],
    queryFn: ({ signal }) =>
      request(TimelineDensity, `/machines/${encodeURIComponent(id)}/timeline/density${queryString(stretch)}`, {
        signal,
      }),
  });
}

export function fetchFlagPage(
  filter: FlagFilter & { limit?: number | undefined },
  after: string | null,
  signal?: AbortSignal,
): Promise<FlagPage> {
  const asked = { ...filter, cursor: after ?? undefined };
  return request(FlagPage, `/flags${queryString(asked)}`, signal === undefined ? {} : { signal });
}

export function flagsQuery(filter: FlagFilter, limit?: number) {
  return infiniteQueryOptions({
    queryKey: [KEYS.flags, filter, limit ?? "page"],
    initialPageParam: FIRST,
    queryFn: ({ pageParam, signal }) => fetchFlagPage({ ...filter, limit }, pageParam, signal),
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Under the flags' own key, so that whatever changes flags counts them anew. */
export const flagWorkQuery = queryOptions({
  queryKey: [KEYS.flags, "work"],
  queryFn: ({ signal }) => request(WorkCounts, "/flags/work", { signal }),
});

export const policyQuery = queryOptions({
  queryKey: [KEYS.policy],
  queryFn: ({ signal }) => request(PolicyVersion, "/policy", { signal }),
});

export const policyVersionsQuery = infiniteQueryOptions({
  queryKey: [KEYS.policy, "versions"],
  initialPageParam: FIRST,
  queryFn: ({ pageParam, signal }) =>
    request(PolicyPage, `/policy/versions${queryString({ cursor: pageParam ?? undefined })}`, { signal }),
  getNextPageParam: (page) => page.nextCursor,
});

/** A version never changes once it is there. */
export function policyVersionQuery(version: number) {
  return queryOptions({
    queryKey: [KEYS.policy, "version", version],
    queryFn: ({ signal }) => request(PolicyVersion, `/policy/versions/${version}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export type WaiverFilter = Pick<WaiverQuery, "state" | "machineId">;

export function waiversQuery(filter: WaiverFilter) {
  return infiniteQueryOptions({
    queryKey: [KEYS.waivers, filter],
    initialPageParam: FIRST,
    queryFn: ({ pageParam, signal }) =>
      request(WaiverPage, `/waivers${queryString({ ...filter, cursor: pageParam ?? undefined })}`, { signal }),
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function conflictsQuery(state: ConflictQuery["state"]) {
  return infiniteQueryOptions({
    queryKey: [KEYS.conflicts, state],
    initialPageParam: FIRST,
    queryFn: ({ pageParam, signal }) =>
      request(ConflictPage, `/conflicts${queryString({ state, cursor: pageParam ?? undefined })}`, { signal }),
    getNextPageParam: (page) => page.nextCursor,
  });
}

export const digestsQuery = infiniteQueryOptions({
  queryKey: [KEYS.digests, "all"],
  initialPageParam: FIRST,
  queryFn: ({ pageParam, signal }) =>
    request(DigestPage, `/digests${queryString({ cursor: pageParam ?? undefined })}`, { signal }),
  getNextPageParam: (page) => page.nextCursor,
});

/** Kept under the digests' own key, so that whatever changes one brings them all up to date. */
export const digestListsQuery = queryOptions({
  queryKey: [KEYS.digests, "lists"],
  queryFn: ({ signal }) => request(DigestLists, "/digest-lists", { signal }),
});

export function digestQuery(id: string) {
  return queryOptions({
    queryKey: [KEYS.digests, "one", id],
    queryFn: ({ signal }) => request(Digest, `/digests/${encodeURIComponent(id)}`, { signal }),
  });
}
