import { type AuditFilter, AuditPage } from "@muster/shared/audit.ts";
import { infiniteQueryOptions } from "@tanstack/react-query";
import { queryString, request } from "./request.ts";

const FIRST = null as string | null;

/** The audit log, the newest entry first. */
export function auditQuery(filter: AuditFilter) {
  return infiniteQueryOptions({
    queryKey: ["audit", filter],
    initialPageParam: FIRST,
    queryFn: ({ pageParam, signal }) =>
      request(AuditPage, `/audit${queryString({ ...filter, cursor: pageParam ?? undefined })}`, { signal }),
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Where exactly these entries can be downloaded. */
export function auditExportAddress(form: "csv" | "json", filter: AuditFilter): string {
  return `/api/v1/audit.${form}${queryString(filter)}`;
}
