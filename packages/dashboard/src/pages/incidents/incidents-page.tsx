import { Button, Group, SegmentedControl, Skeleton, Stack } from "@mantine/core";
import { IconCircleCheck, IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { incidentsQuery } from "../../api/incidents.ts";
import { summaryQuery } from "../../api/queries.ts";
import { MoreButton } from "../../parts/more-button.tsx";
import { Page } from "../../parts/page.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { Teach } from "../../parts/teach.tsx";
import { useMay } from "../../parts/use-may.ts";
import { IncidentsTable } from "./incidents-table.tsx";
import { NewIncident } from "./new-incident.tsx";

const route = getRouteApi("/frame/incidents");

/** Odd things that somebody has to look into. */
export function IncidentsPage() {
  const { state = "open" } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: summary } = useQuery(summaryQuery);
  const list = useInfiniteQuery(incidentsQuery({ state }, summary?.incidentsChangedAt));
  const mayWork = useMay("incidents.work");
  const [isNew, setNew] = useState(false);
  const incidents = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      tabTitle="Incidents"
      heading="Incidents"
      lead="Odd things are opened here by themselves: bursts of refused sign-ins, a cloned key, a broken audit log, an agent that was removed, a digest that nobody got."
    >
      <Stack gap="md">
        <Group justify="space-between">
          <SegmentedControl
            aria-label="Which incidents"
            value={state}
            onChange={(value) => {
              const chosen = value === "closed" || value === "all" ? value : undefined;
              void navigate({ search: { state: chosen }, replace: true });
            }}
            data={[
              { value: "open", label: "Open" },
              { value: "closed", label: "Closed" },
              { value: "all", label: "All" },
            ]}
          />
          {mayWork && !isNew && (
            <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setNew(true)}>
              Open an incident
            </Button>
          )}
        </Group>
        {isNew && <NewIncident onCancel={() => setNew(false)} />}
        {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending ? (
          <Skeleton height={240} aria-busy />
        ) : incidents.length > 0 ? (
          <IncidentsTable incidents={incidents} />
        ) : (
          list.error === null && (
            <Teach icon={IconCircleCheck} title={state === "open" ? "Nothing is open" : "There is none"}>
              Whatever is noticed stands here, is told by the alert channels, and is kept when it is closed.
            </Teach>
          )
        )}
        <MoreButton list={list} shown={incidents.length} />
      </Stack>
    </Page>
  );
}
