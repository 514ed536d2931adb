import { SiteStates, SystemState } from "@muster/shared/system.ts";
import { queryOptions } from "@tanstack/react-query";
import { KEYS } from "./queries.ts";
import { request } from "./request.ts";

export const systemQuery = queryOptions({
  queryKey: ["system"],
  queryFn: ({ signal }) => request(SystemState, "/system", { signal }),
  refetchInterval: 10_000,
});

/** Under the policy's key: sites are part of its document. */
export const sitesQuery = queryOptions({
  queryKey: [KEYS.policy, "sites"],
  queryFn: ({ signal }) => request(SiteStates, "/sites", { signal }),
});
