import {
  type IncidentAct,
  IncidentAssignees,
  IncidentDetail,
  IncidentPage,
  type IncidentQuery,
  type NewIncident,
} from "@muster/shared/incident.ts";
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { queryString, request } from "./request.ts";

const FIRST = null as string | null;

/** @param changedAt when anything of any incident changed last, as the summary says: another one asks anew */
export function incidentsQuery(filter: Pick<IncidentQuery, "state">, changedAt: string | null | undefined) {
  return infiniteQueryOptions({
    queryKey: ["incidents", filter, changedAt ?? null],
    initialPageParam: FIRST,
    queryFn: ({ pageParam, signal }) =>
      request(IncidentPage, `/incidents${queryString({ ...filter, cursor: pageParam ?? undefined })}`, { signal }),
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}

export function incidentQuery(id: string, changedAt: string | null | undefined) {
  return queryOptions({
    queryKey: ["incident", id, changedAt ?? null],
    queryFn: ({ signal }) => request(IncidentDetail, `/incidents/${encodeURIComponent(id)}`, { signal }),
    placeholderData: keepPreviousData,
  });
}

export const assigneesQuery = queryOptions({
  queryKey: ["incident-assignees"],
  queryFn: ({ signal }) => request(IncidentAssignees, "/incident-assignees", { signal }),
});

export function openIncident(body: NewIncident): Promise<IncidentDetail> {
  return request(IncidentDetail, "/incidents", { method: "POST", body });
}

export function workOnIncident(id: string, act: IncidentAct): Promise<IncidentDetail> {
  return request(IncidentDetail, `/incidents/${encodeURIComponent(id)}/work`, { method: "POST", body: { act } });
}
