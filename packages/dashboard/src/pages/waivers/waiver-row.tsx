import { Table, Text } from "@mantine/core";
import type { Waiver } from "@muster/shared/waiver.ts";
import { useNow } from "../../parts/clock.ts";
import { TextLink } from "../../parts/links.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { WaiverDecisions } from "./waiver-decisions.tsx";
import { WaiverMark } from "./waiver-mark.tsx";
import { standingOf, subjectOf } from "./waiver-words.ts";
import { say } from "./words.ts";

export function WaiverRow({ waiver }: { waiver: Waiver }) {
  const standing = standingOf(waiver, useNow());
  const { machineId, machineName, group, reason, ticket, requestedBy, decidedBy, endsAt } = waiver;
  const why = ticket === null ? reason : `${reason} (${ticket})`;
  const decisions = <WaiverDecisions waiver={waiver} standing={standing} />;
  return (
    <Table.Tr data-waiver={waiver.id} data-standing={standing}>
      <Table.Td>
        {machineId !== null ? (
          <TextLink
            to="/machines/$id"
            params={{ id: machineId }}
            size="sm"
            fw={600}
            display="block"
            className="clip"
            data-row-link
          >
            {machineName ?? machineId}
          </TextLink>
        ) : (
          <Text size="sm" fw={600} className="clip">
            {say.group(group ?? "")}
          </Text>
        )}
        <Text size="sm">{subjectOf(waiver)}</Text>
        <Text size="xs" c="dimmed" hiddenFrom="md" style={{ overflowWrap: "anywhere" }}>
          {why}
        </Text>
        <Text size="xs" c="dimmed" hiddenFrom="sm">
          {say.endsAt} <TimeAgo at={endsAt} />
        </Text>
        <Text component="div" hiddenFrom="sm" mt={6}>
          {decisions}
        </Text>
      </Table.Td>
      <Table.Td visibleFrom="md" style={{ overflowWrap: "anywhere" }}>
        <Text size="sm">{why}</Text>
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <Text size="sm">
          <TimeAgo at={endsAt} />
        </Text>
      </Table.Td>
      <Table.Td>
        <WaiverMark standing={standing} />
        <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
          {decidedBy === null ? say.askedBy(requestedBy) : say.thenBy(requestedBy, decidedBy)}
        </Text>
      </Table.Td>
      <Table.Td visibleFrom="sm">{decisions}</Table.Td>
    </Table.Tr>
  );
}
