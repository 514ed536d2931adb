import { Grid, Skeleton, Stack } from "@mantine/core";
import { IconDevicesPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { summaryQuery } from "../../api/queries.ts";
import { ButtonLink } from "../../parts/links.tsx";
import { Page } from "../../parts/page.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { Teach } from "../../parts/teach.tsx";
import { DefinitionsPanel } from "./definitions-panel.tsx";
import { FlagsByRule } from "./flags-by-rule.tsx";
import { PasswordsPanel } from "./passwords-panel.tsx";
import { SentenceLine } from "./sentence-line.tsx";
import { StatusBar } from "./status-bar.tsx";
import { TrendPanel } from "./trend-panel.tsx";
import { WhatChanged } from "./what-changed.tsx";
import { WherePanel } from "./where-panel.tsx";
import { say } from "./words.ts";

export function OverviewPage() {
  const { data: summary, error, refetch } = useQuery(summaryQuery);
  if (summary === undefined) {
    return (
      <Page tabTitle={say.title} heading={error === null ? say.counting : say.title}>
        {error === null ? <OverviewSkeleton /> : <ProblemNotice error={error} onRetry={() => void refetch()} />}
      </Page>
    );
  }
  return (
    <Page tabTitle={tabTitle(summary.byStatus["non-compliant"])} heading={<SentenceLine summary={summary} />}>
      {summary.total === 0 ? (
        <Teach
          icon={IconDevicesPlus}
          title={say.firstPc}
          action={
            <ButtonLink to="/enrol" leftSection={<IconDevicesPlus size={16} aria-hidden />}>
              {say.enrol}
            </ButtonLink>
          }
        >
          {say.firstPcHow}
        </Teach>
      ) : (
        <>
          <StatusBar summary={summary} />
          <Grid gap="lg">
            <Grid.Col span={{ base: 12, md: 6 }}>
              <WhatChanged />
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 6 }}>
              <TrendPanel />
            </Grid.Col>
            <Grid.Col span={{ base: 12, sm: 6, lg: 3 }}>
              <FlagsByRule summary={summary} />
            </Grid.Col>
            <Grid.Col span={{ base: 12, sm: 6, lg: 3 }}>
              <WherePanel />
            </Grid.Col>
            <Grid.Col span={{ base: 12, sm: 6, lg: 3 }}>
              <DefinitionsPanel />
            </Grid.Col>
            <Grid.Col span={{ base: 12, sm: 6, lg: 3 }}>
              <PasswordsPanel />
            </Grid.Col>
          </Grid>
        </>
      )}
    </Page>
  );
}

/** A tab in the background tells how many machines need a hand. */
function tabTitle(nonCompliant: number): string {
  return nonCompliant === 0 ? say.title : say.titleFailing(nonCompliant);
}

function OverviewSkeleton() {
  return (
    <Stack gap="lg" aria-busy>
      <Skeleton height={80} />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Skeleton height={420} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Skeleton height={220} />
        </Grid.Col>
      </Grid>
    </Stack>
  );
}
