import { NativeSelect, Paper, Skeleton, Stack, Text } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { policyVersionQuery, policyVersionsQuery } from "../../api/queries.ts";
import { BackLink } from "../../parts/links.tsx";
import { Page } from "../../parts/page.tsx";
import { Panel } from "../../parts/panel.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { whoInWords } from "./policy-versions.tsx";
import { WhatIfToday } from "./what-if-today.tsx";

const route = getRouteApi("/frame/policy/versions/$version");
const DocumentDiff = lazy(() => import("./document-diff.tsx"));

/** One version as it was applied, what it changed, and what it had been expected to do. */
export function VersionPage() {
  const { version } = route.useParams();
  const { against = version > 1 ? version - 1 : undefined } = route.useSearch();
  const { data: policy, error, refetch } = useQuery(policyVersionQuery(version));
  const other = useQuery({ ...policyVersionQuery(against ?? version), enabled: against !== undefined });
  return (
    <Page
      tabTitle={`Policy, version ${version}`}
      heading={`Policy, version ${version}`}
      back={<BackLink to="/policy">Policy</BackLink>}
      lead={
        policy !== undefined && (
          <>
            Came into force <TimeAgo at={policy.appliedAt} />. {whoInWords(policy.author, policy.origin)}:{" "}
            {policy.reason || "no reason was given"}
          </>
        )
      }
    >
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {policy === undefined ? (
        error === null && <Skeleton height={480} aria-busy />
      ) : (
        <Stack gap="lg">
          {policy.whatIf?.today && (
            <Panel title="What was expected of it">
              <WhatIfToday today={policy.whatIf.today} />
            </Panel>
          )}
          <Paper component="section" aria-label="What it changed">
            <Stack gap="sm">
              <Against version={version} against={against} />
              {other.error !== null && <ProblemNotice error={other.error} onRetry={() => void other.refetch()} />}
              {against !== undefined && other.data === undefined ? (
                other.error === null && <Skeleton height={320} aria-busy />
              ) : (
                <Suspense fallback={<Skeleton height={320} aria-busy />}>
                  <DocumentDiff
                    key={against ?? 0}
                    before={against === undefined ? "" : (other.data?.document ?? "")}
                    after={policy.document}
                  />
                </Suspense>
              )}
            </Stack>
          </Paper>
        </Stack>
      )}
    </Page>
  );
}

function Against({ version, against }: { version: number; against: number | undefined }) {
  const navigate = route.useNavigate();
  const { data } = useInfiniteQuery(policyVersionsQuery);
  const others = (data?.pages.flatMap((page) => page.items) ?? []).filter((each) => each.version !== version);
  if (against === undefined) return <Text size="sm">It is the first: there is nothing to compare it with.</Text>;
  const known = others.some((each) => each.version === against);
  return (
    <NativeSelect
      label="Compared with"
      w={260}
      maw="100%"
      value={String(against)}
      onChange={(event) => {
        const chosen = Number(event.currentTarget.value);
        void navigate({ search: { against: chosen }, replace: true });
      }}
      data={[
        ...(known ? [] : [{ value: String(against), label: `Version ${against}` }]),
        ...others.map((each) => ({ value: String(each.version), label: `Version ${each.version}` })),
      ]}
    />
  );
}
