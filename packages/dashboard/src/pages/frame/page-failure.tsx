import { Box } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { Page } from "../../parts/page.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { say } from "./words.ts";

/** Stands in for a page that could not be shown at all. */
export function PageFailure({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const queries = useQueryClient();
  return (
    <Box component="main" p="lg" maw={800}>
      <Page tabTitle={say.notAvailable} heading={say.cannotBeShown}>
        <ProblemNotice
          error={error}
          onRetry={() => {
            void queries.resetQueries({ predicate: (query) => query.state.status === "error" });
            reset();
            void router.invalidate();
          }}
        />
      </Page>
    </Box>
  );
}
