import { Code, Paper, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { policyQuery } from "../../api/queries.ts";
import { Page } from "../../parts/page.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";

export function PolicyPage() {
  const { data: policy, error, refetch } = useQuery(policyQuery);
  return (
    <Page
      tabTitle="Policy"
      heading="Policy"
      lead={
        policy === undefined ? (
          "The rules that every machine is held to."
        ) : (
          <>
            {policy.name}, version {policy.version}, in force since <TimeAgo at={policy.appliedAt} />. Every machine is
            judged by it.
          </>
        )
      }
    >
      {policy !== undefined ? (
        <Paper component="section" aria-label="Policy document">
          {/* A keyboard must be able to scroll what a mouse can. */}
          <Code block className="document" role="group" aria-label="Document" tabIndex={0}>
            {policy.document}
          </Code>
        </Paper>
      ) : error !== null ? (
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton height={520} aria-busy />
      )}
    </Page>
  );
}
