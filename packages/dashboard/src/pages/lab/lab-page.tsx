import { Grid, Skeleton, Text } from "@mantine/core";
import { IconFlaskOff } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { parserSourcesQuery, readCapture } from "../../api/parser-lab.ts";
import { Page } from "../../parts/page.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { Teach } from "../../parts/teach.tsx";
import { CaptureForm } from "./capture-form.tsx";
import { ReadingView } from "./reading-view.tsx";

/** Where somebody sees how a tool's output is read and judged, without a machine that prints it. */
export function LabPage() {
  const { data: sources, error, refetch } = useQuery(parserSourcesQuery);
  const reading = useMutation({ mutationFn: readCapture });
  return (
    <Page
      tabTitle="Parser lab"
      heading="Parser lab"
      lead="Paste what a tool printed, and see how agents read it and how the policy in force judges it. Nothing is kept."
    >
      {sources === undefined ? (
        error === null ? (
          <Skeleton height={420} aria-busy />
        ) : (
          <ProblemNotice error={error} onRetry={() => void refetch()} />
        )
      ) : sources.items.length === 0 ? (
        <Teach icon={IconFlaskOff} title="Nothing can be read here">
          The agent's program is not beside this server. On any PC with an agent, <code>muster-agent parse --help</code>{" "}
          does the same.
        </Teach>
      ) : (
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, lg: 6 }}>
            <CaptureForm sources={sources.items} isReading={reading.isPending} onRead={reading.mutate} />
          </Grid.Col>
          <Grid.Col span={{ base: 12, lg: 6 }} aria-live="polite" aria-busy={reading.isPending}>
            {reading.error !== null ? (
              <ProblemNotice error={reading.error} />
            ) : reading.isPending ? (
              <Skeleton height={320} />
            ) : reading.data === undefined ? (
              <Text c="dimmed">What is read appears here.</Text>
            ) : (
              <ReadingView reading={reading.data} />
            )}
          </Grid.Col>
        </Grid>
      )}
    </Page>
  );
}
