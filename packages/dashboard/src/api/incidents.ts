import {
  type IncidentAct,
  IncidentAssignees,
  IncidentDetail,
  IncidentPage,
  type IncidentQuery,
  type NewIncident,
} from "@muster/shared/incident.ts";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { KEYS } from "./queries.ts";
import { queryString, request } from "./request.ts";

const FIRST = null as string | null;

/** Incidents, what is open first. */
export function incidentsQuery(filter: Pick<IncidentQuery, "state">) {
  return infiniteQueryOptions({
    queryKey: [KEYS.incidents, "list", filter],
    initialPageParam: FIRST,
    queryFn: ({ pageParam, signal }) =>
      request(IncidentPage, `/incidents${queryString({ ...filter, cursor: pageParam ?? undefined })}`, { signal }),
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function incidentQuery(id: string) {
  return queryOptions({
    queryKey: [KEYS.incidents, "one", id],
    queryFn: ({ signal }) => request(IncidentDetail, `/incidents/${encodeURIComponent(id)}`, { signal }),
  });
}

/** Who may be given an incident. */
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
