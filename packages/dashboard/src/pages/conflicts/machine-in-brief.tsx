import { DataList, Paper, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { machineQuery } from "../../api/queries.ts";
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
          <Item label="System">{osInWords(machine)}</Item>
          <Item label="Enrolled">
            <TimeAgo at={machine.enrolledAt} />
          </Item>
          <Item label="Last report">{machine.lastSeenAt === null ? "never" : <TimeAgo at={machine.lastSeenAt} />}</Item>
          <Item label="Model">{facts?.model ?? "not read"}</Item>
          <Item label="Serial number">{facts?.serialNumber ?? "not read"}</Item>
          <Item label="Hardware">{facts?.hardwareUuid ?? "not read"}</Item>
        </DataList>
        {machine.isOnline && <Text size="sm">Online now</Text>}
      </Stack>
    </Paper>
  );
}

function Item({ label, children }: { label: string; children: ReactNode }) {
  return (
    <DataList.Item>
      <DataList.ItemLabel>{label}</DataList.ItemLabel>
      <DataList.ItemValue style={{ overflowWrap: "anywhere" }}>{children}</DataList.ItemValue>
    </DataList.Item>
  );
}
