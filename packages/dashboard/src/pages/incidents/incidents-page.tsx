import { Button, Group, Paper, Skeleton, Stack, Table, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { INCIDENT_STEPS, type Incident } from "@muster/shared/incident.ts";
import { IconPlus, IconUrgent } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { incidentsQuery } from "../../api/incidents.ts";
import { summaryQuery } from "../../api/queries.ts";
import { ButtonLink, TextLink } from "../../parts/links.tsx";
import { MoreButton } from "../../parts/more-button.tsx";
import { moveBetweenRows } from "../../parts/move-between-rows.ts";
import { Page } from "../../parts/page.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { Teach } from "../../parts/teach.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { useMay } from "../../parts/use-may.ts";
import { IncidentStateMark, SeverityMark } from "./incident-mark.tsx";
import { OpenIncident } from "./open-incident.tsx";

const route = getRouteApi("/frame/incidents");

const STATES = { open: "Open", closed: "Closed", all: "All" } as const;

/** Odd things that somebody has to look into, the worst first. */
export function IncidentsPage() {
  const { state = "open" } = route.useSearch();
  const mayWork = useMay("incidents.work");
  const [isOpening, opening] = useDisclosure(false);
  const { data: summary } = useQuery(summaryQuery);
  const list = useInfiniteQuery({ ...incidentsQuery({ state }), placeholderData: keepPreviousData });
  const incidents = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page tabTitle="Incidents" heading="Incidents" lead={leadOf(summary?.openIncidents)}>
      <Stack gap="md">
        <Group justify="space-between" gap="sm">
          <States chosen={state} />
          {mayWork && (
            <Button size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={opening.open}>
              Open an incident
            </Button>
          )}
        </Group>
        {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending ? (
          <Skeleton height={240} aria-busy />
        ) : incidents.length > 0 ? (
          <IncidentsTable incidents={incidents} />
        ) : (
          list.error === null && (
            <Teach icon={IconUrgent} title={state === "open" ? "No open incident" : "None of this kind"}>
              The server opens one when sign-ins or machines are refused in bursts, an identity is cloned, the audit log
              is broken, an agent is removed, somebody is made admin or owner, or a digest or an alert cannot be
              delivered.
            </Teach>
          )
        )}
        <MoreButton list={list} shown={incidents.length} />
      </Stack>
      {isOpening && <OpenIncident onClose={opening.close} />}
    </Page>
  );
}

function leadOf(open: number | undefined): string {
  if (open === undefined) return "Odd things that somebody has to look into.";
  if (open === 0) return "Nothing odd is waiting for anybody.";
  return `${open} ${open === 1 ? "is" : "are"} open.`;
}

function States({ chosen }: { chosen: keyof typeof STATES }) {
  return (
    <Group gap={4} role="group" aria-label="State">
      {(["open", "closed", "all"] as const).map((state) => (
        <ButtonLink
          key={state}
          to="/incidents"
          search={{ state: state === "open" ? undefined : state }}
          replace
          size="compact-sm"
          variant={chosen === state ? "default" : "subtle"}
          color="gray"
          c="var(--mantine-color-text)"
          fw={chosen === state ? 600 : 400}
          aria-current={chosen === state ? "true" : undefined}
        >
          {STATES[state]}
        </ButtonLink>
      ))}
    </Group>
  );
}

function IncidentsTable({ incidents }: { incidents: readonly Incident[] }) {
  return (
    <Paper p={0} style={{ overflow: "hidden" }}>
      <Table aria-label="Incidents" layout="fixed" onKeyDown={moveBetweenRows}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" w={105}>
              Severity
            </Table.Th>
            <Table.Th scope="col">Incident</Table.Th>
            <Table.Th scope="col" w={150} visibleFrom="sm">
              State
            </Table.Th>
            <Table.Th scope="col" w={140} visibleFrom="sm">
              Opened
            </Table.Th>
            <Table.Th scope="col" w={150} visibleFrom="md">
              With
            </Table.Th>
            <Table.Th scope="col" w={90} visibleFrom="md">
              Steps
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {incidents.map((incident) => (
            <Table.Tr key={incident.id} data-incident={incident.number}>
              <Table.Td>
                <SeverityMark severity={incident.severity} />
              </Table.Td>
              <Table.Td style={{ overflowWrap: "anywhere" }}>
                <TextLink to="/incidents/$id" params={{ id: incident.id }} data-row-link>
                  {incident.title}
                </TextLink>
                <Text size="xs" c="dimmed">
                  {incident.number}
                  {incident.times > 1 && `, seen ${incident.times} times`}
                </Text>
              </Table.Td>
              <Table.Td visibleFrom="sm">
                <IncidentStateMark state={incident.state} />
              </Table.Td>
              <Table.Td visibleFrom="sm">
                <TimeAgo at={incident.openedAt} />
              </Table.Td>
              <Table.Td visibleFrom="md" style={{ overflowWrap: "anywhere" }}>
                {incident.assignedTo ?? "nobody"}
              </Table.Td>
              <Table.Td visibleFrom="md">
                {incident.stepsDone} of {INCIDENT_STEPS.length}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
