import { Paper, Table, Text } from "@mantine/core";
import type { FlagWithMachine } from "@muster/shared/api.ts";
import { RULE_TITLES } from "@muster/shared/rules.ts";
import { TextLink } from "../../parts/links.tsx";
import { moveBetweenRows } from "../../parts/move-between-rows.ts";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { FlagMark } from "./flag-mark.tsx";

export function FlagsTable({ flags }: { flags: readonly FlagWithMachine[] }) {
  return (
    <Paper p={0} style={{ overflow: "hidden" }}>
      <Table aria-label="Flags" layout="fixed" onKeyDown={moveBetweenRows}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" w={130} visibleFrom="sm">
              State
            </Table.Th>
            <Table.Th scope="col">Machine</Table.Th>
            <Table.Th scope="col" w="18%" visibleFrom="sm">
              Rule
            </Table.Th>
            <Table.Th scope="col" w="36%" visibleFrom="md">
              What was found
            </Table.Th>
            <Table.Th scope="col" w={90} visibleFrom="lg">
              Severity
            </Table.Th>
            <Table.Th scope="col" w={120}>
              Opened
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {flags.map((flag) => (
            <FlagRow key={flag.id} flag={flag} />
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

function FlagRow({ flag }: { flag: FlagWithMachine }) {
  return (
    <Table.Tr data-rule={flag.rule}>
      <Table.Td visibleFrom="sm">
        <FlagMark flag={flag} />
      </Table.Td>
      <Table.Td>
        <TextLink
          to="/machines/$id"
          params={{ id: flag.machineId }}
          size="sm"
          fw={600}
          display="block"
          className="clip"
          data-row-link
        >
          {flag.machineName}
        </TextLink>
        <Text size="xs" hiddenFrom="sm" mt={4} component="div">
          <FlagMark flag={flag} />
          {RULE_TITLES[flag.rule]}
        </Text>
        <Text size="xs" c="dimmed" hiddenFrom="md" mt={2}>
          {flag.sentence}
        </Text>
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <Text size="sm">{RULE_TITLES[flag.rule]}</Text>
      </Table.Td>
      <Table.Td visibleFrom="md">
        <Text size="sm">{flag.sentence}</Text>
      </Table.Td>
      <Table.Td visibleFrom="lg">
        <Text size="sm">{flag.severity}</Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm">
          <TimeAgo at={flag.openedAt} />
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}
