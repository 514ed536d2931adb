import { DataList, Paper, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { machineQuery } from "../../api/queries.ts";
import { Labelled } from "../../parts/labelled.tsx";
import { TextLink } from "../../parts/links.tsx";
import { osInWords } from "../../parts/os-in-words.ts";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { MachineBadge } from "../../parts/status-badge.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { say } from "./words.ts";

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
          <Labelled label={say.system}>{osInWords(machine)}</Labelled>
          <Labelled label={say.enrolled}>
            <TimeAgo at={machine.enrolledAt} />
          </Labelled>
          <Labelled label={say.lastReport}>
            {machine.lastSeenAt === null ? say.never : <TimeAgo at={machine.lastSeenAt} />}
          </Labelled>
          <Labelled label={say.model}>{facts?.model ?? say.notRead}</Labelled>
          <Labelled label={say.serial}>{facts?.serialNumber ?? say.notRead}</Labelled>
          <Labelled label={say.hardware}>{facts?.hardwareUuid ?? say.notRead}</Labelled>
        </DataList>
        {machine.isOnline && <Text size="sm">{say.onlineNow}</Text>}
      </Stack>
    </Paper>
  );
}
