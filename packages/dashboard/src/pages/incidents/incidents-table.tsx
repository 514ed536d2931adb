import { Group, Paper, Table, Text } from "@mantine/core";
import { INCIDENT_KINDS, INCIDENT_STEPS, type Incident } from "@muster/shared/incident.ts";
import { TextLink } from "../../parts/links.tsx";
import { moveBetweenRows } from "../../parts/move-between-rows.ts";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { SeverityMark, StateMark } from "./incident-marks.tsx";
import { timesInWords } from "./incident-words.ts";

export function IncidentsTable({ incidents }: { incidents: readonly Incident[] }) {
  return (
    <Paper p={0} style={{ overflow: "hidden" }}>
      <Table aria-label="Incidents" layout="fixed" onKeyDown={moveBetweenRows}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Incident</Table.Th>
            <Table.Th scope="col" w={180} visibleFrom="sm">
              State
            </Table.Th>
            <Table.Th scope="col" w={150}>
              Seen
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {incidents.map((incident) => (
            <Row key={incident.id} incident={incident} />
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

function Row({ incident }: { incident: Incident }) {
  const { id, number, title, kind, severity, state, assignedTo, stepsDone, lastSeenAt, times } = incident;
  return (
    <Table.Tr data-incident={number}>
      <Table.Td style={{ overflowWrap: "anywhere" }}>
        <TextLink to="/incidents/$id" params={{ id }} size="sm" fw={600} data-row-link>
          {number}. {title}
        </TextLink>
        <Text size="xs" c="dimmed">
          {INCIDENT_KINDS[kind]}
          {assignedTo !== null && `, with ${assignedTo}`}
          {state !== "closed" && `, ${stepsDone} of ${INCIDENT_STEPS.length} steps`}
        </Text>
        <Group gap={6} hiddenFrom="sm" mt={4}>
          <SeverityMark severity={severity} />
          <StateMark state={state} />
        </Group>
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <Group gap={6}>
          <SeverityMark severity={severity} />
          <StateMark state={state} />
        </Group>
      </Table.Td>
      <Table.Td>
        <Text size="sm">
          <TimeAgo at={lastSeenAt} />
        </Text>
        <Text size="xs" c="dimmed">
          {timesInWords(times)}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}
