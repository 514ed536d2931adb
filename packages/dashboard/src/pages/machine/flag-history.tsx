import { Table, Text } from "@mantine/core";
import type { Flag } from "@muster/shared/flag.ts";
import { RULE_TITLES } from "@muster/shared/rules.ts";
import { IconFlagOff } from "@tabler/icons-react";
import { useNow } from "../../parts/clock.ts";
import { Panel } from "../../parts/panel.tsx";
import { elapsed } from "../../parts/relative-time.ts";
import { Teach } from "../../parts/teach.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";

export function FlagHistory({ flags }: { flags: readonly Flag[] }) {
  return (
    <Panel title="Flags of this machine">
      {flags.length === 0 ? (
        <Teach icon={IconFlagOff} title="Never flagged">
          A flag opens when this machine fails a rule, and stays here as history once it is resolved.
        </Teach>
      ) : (
        <Table.ScrollContainer
          minWidth={560}
          type="native"
          tabIndex={0}
          role="group"
          aria-label="Flags of this machine"
        >
          <Table fz="sm" aria-label="Flags of this machine">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">Rule</Table.Th>
                <Table.Th scope="col">What was found</Table.Th>
                <Table.Th scope="col">Opened</Table.Th>
                <Table.Th scope="col">State</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {flags.map((flag) => (
                <Table.Tr key={flag.id}>
                  <Table.Td>{RULE_TITLES[flag.rule]}</Table.Td>
                  <Table.Td>{flag.sentence}</Table.Td>
                  <Table.Td>
                    <TimeAgo at={flag.openedAt} />
                  </Table.Td>
                  <Table.Td>
                    <FlagState flag={flag} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Panel>
  );
}

function FlagState({ flag }: { flag: Flag }) {
  const now = useNow();
  if (flag.resolvedAt === null) {
    return (
      <Text size="sm" fw={600} span>
        Open for {elapsed(Date.parse(flag.openedAt), now)}
      </Text>
    );
  }
  return <>Resolved after {elapsed(Date.parse(flag.openedAt), Date.parse(flag.resolvedAt))}</>;
}
