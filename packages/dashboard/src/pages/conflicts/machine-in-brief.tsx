import { DataList, Paper, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { machineQuery } from "../../api/queries.ts";
import { Labelled } from "../../parts/labelled.tsx";
import { TextLink } from "../../parts/links.tsx";
import { osInWords } from "../../parts/os-in-words.ts";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { MachineBadge } from "../../parts/status-badge.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";

/** What tells two machines apart, in the same order for both. */
export function MachineInBrief({ id }: { id: string }) {
  const { data: machine, error } = useQuery(machineQuery(id));
  if (machine === undefined) return error === null ? <Skeleton height={190} /> : <ProblemNotice error={error} />;
  const outcome = machine.outcomes.machine;
  const facts = outcome?.kind === "read" ? outcome.facts : null;
  return (
    <Paper p="sm" bg="var(--surface-page)">
      <Stack gap="xs" align="flex-start">
        <TextLink to="/machines/$id" params={{ id }} fw={600}>
          {machine.name}
        </TextLink>
        <MachineBadge status={machine.status} />
        <DataList size="sm" gap={4} labelWidth={96}>
          <Labelled label="System">{osInWords(machine)}</Labelled>
          <Labelled label="Enrolled">
            <TimeAgo at={machine.enrolledAt} />
          </Labelled>
          <Labelled label="Last report">
            {machine.lastSeenAt === null ? "never" : <TimeAgo at={machine.lastSeenAt} />}
          </Labelled>
          <Labelled label="Model">{facts?.model ?? "not read"}</Labelled>
          <Labelled label="Serial number">{facts?.serialNumber ?? "not read"}</Labelled>
          <Labelled label="Hardware">{facts?.hardwareUuid ?? "not read"}</Labelled>
        </DataList>
        {machine.isOnline && <Text size="sm">Online now</Text>}
      </Stack>
    </Paper>
  );
}
