import { EvidenceInBrief, EvidencePack, EvidencePage, type EvidenceRequest } from "@muster/shared/evidence.ts";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { queryString, request } from "./request.ts";

const FIRST = null as string | null;
const Page = EvidencePage.extend({ fingerprint: z.string() });

/** Packs that were made, the newest first. */
export const evidenceListQuery = infiniteQueryOptions({
  queryKey: ["evidence"],
  initialPageParam: FIRST,
  queryFn: ({ pageParam, signal }) =>
    request(Page, `/evidence${queryString({ cursor: pageParam ?? undefined })}`, { signal }),
  getNextPageParam: (page) => page.nextCursor,
});

/** A pack never changes. */
export function evidenceQuery(id: string) {
  return queryOptions({
    queryKey: ["evidence", id],
    queryFn: ({ signal }) => request(EvidencePack, `/evidence/${encodeURIComponent(id)}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function makeEvidence(body: EvidenceRequest): Promise<EvidenceInBrief> {
  return request(EvidenceInBrief, "/evidence", { method: "POST", body });
}

/** Where a pack can be downloaded. */
export function evidenceAddress(id: string, form: "csv" | "json"): string {
  return `/api/v1/evidence/${encodeURIComponent(id)}/pack.${form}`;
}
