import { Grid, Skeleton, Stack, Title } from "@mantine/core";
import type { MachineDetail } from "@muster/shared/api.ts";
import { IconScaleOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { machineQuery } from "../../api/queries.ts";
import { BackLink } from "../../parts/links.tsx";
import { Page } from "../../parts/page.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { Teach } from "../../parts/teach.tsx";
import { MACHINE_LOOKS, VERDICT_STATUSES } from "../../theme/status.ts";
import { MachineDoubts } from "./machine-doubts.tsx";
import { MachineHeader } from "./machine-header.tsx";
import { MachineTabs } from "./machine-tabs.tsx";
import { RuleCard } from "./rule-card.tsx";
import { Timeline } from "./timeline.tsx";
import { say } from "./words.ts";

const route = getRouteApi("/frame/machines/$id");

export function MachinePage() {
  const { id } = route.useParams();
  const { data: machine, error, refetch } = useQuery(machineQuery(id));
  if (machine === undefined) {
    return (
      <Page
        tabTitle={say.machine}
        heading={error === null ? say.machine : say.cannotBeShown}
        back={<BackLink to="/machines">{say.allMachines}</BackLink>}
      >
        {error === null ? <MachineSkeleton /> : <ProblemNotice error={error} onRetry={() => void refetch()} />}
      </Page>
    );
  }
  return (
    <Page
      tabTitle={`${machine.name}: ${MACHINE_LOOKS[machine.status].word.toLowerCase()}`}
      heading={<span style={{ overflowWrap: "anywhere" }}>{machine.name}</span>}
      lead={<MachineHeader machine={machine} />}
      back={<BackLink to="/machines">{say.allMachines}</BackLink>}
    >
      <MachineDoubts conflicts={machine.conflicts} />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Rules machine={machine} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Timeline machineId={machine.id} />
        </Grid.Col>
      </Grid>
      <MachineTabs machine={machine} />
    </Page>
  );
}

function Rules({ machine }: { machine: MachineDetail }) {
  const worstFirst = machine.verdicts.toSorted(
    (a, b) => VERDICT_STATUSES.indexOf(a.status) - VERDICT_STATUSES.indexOf(b.status),
  );
  return (
    <Stack gap="sm">
      <Title order={2}>{say.rules}</Title>
      {worstFirst.map((verdict) => (
        <RuleCard key={verdict.rule} verdict={verdict} machine={machine} />
      ))}
      {worstFirst.length === 0 && (
        <Teach icon={IconScaleOff} title={say.noRule}>
          {say.noRuleWhy}
        </Teach>
      )}
    </Stack>
  );
}

function MachineSkeleton() {
  return (
    <Grid gap="lg" aria-busy>
      <Grid.Col span={{ base: 12, lg: 5 }}>
        <Stack gap="sm">
          {["a", "b", "c", "d"].map((key) => (
            <Skeleton key={key} height={190} />
          ))}
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 7 }}>
        <Skeleton height={780} />
      </Grid.Col>
    </Grid>
  );
}
