import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { isSignInRequired, isUnreachable } from "./problem-error.ts";

/** One cache for the whole dashboard. `onSignInRequired` hears of every 401, whoever asked. */
export function createQueryClient(onSignInRequired: () => void): QueryClient {
  const onError = (error: unknown) => {
    if (isSignInRequired(error)) onSignInRequired();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        // The feed brings what changes; a refetch on focus would only move rows under the pointer.
        refetchOnWindowFocus: false,
        retry: (failures, error) => isUnreachable(error) && failures < 2,
      },
    },
  });
}
