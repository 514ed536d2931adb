import {
  FirewallLook,
  FirewallReview,
  type FirewallReviewRequest,
  FirewallReviews,
} from "@muster/shared/firewall-review.ts";
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { queryString, request } from "./request.ts";

const FIRST = null as string | null;

/** Reviews that were signed, the newest first. */
export const firewallReviewsQuery = infiniteQueryOptions({
  queryKey: ["firewall-reviews"],
  initialPageParam: FIRST,
  queryFn: ({ pageParam, signal }) =>
    request(FirewallReviews, `/firewall-reviews${queryString({ cursor: pageParam ?? undefined })}`, { signal }),
  getNextPageParam: (page) => page.nextCursor,
});

/** What the next review is about. It does not change under the eyes of whoever reads it: it is asked for again on purpose. */
export const firewallLookQuery = queryOptions({
  queryKey: ["firewall-look"],
  queryFn: ({ signal }) => request(FirewallLook, "/firewall-reviews/next", { signal }),
  staleTime: Number.POSITIVE_INFINITY,
  refetchOnMount: "always",
});

export function signFirewallReview(body: FirewallReviewRequest): Promise<FirewallReview> {
  return request(FirewallReview, "/firewall-reviews", { method: "POST", body });
}
