import { Table, Text } from "@mantine/core";
import type { Flag } from "@muster/shared/flag.ts";
import { IconFlagOff } from "@tabler/icons-react";
import { useNow } from "../../parts/clock.ts";
import { Panel } from "../../parts/panel.tsx";
import { elapsed } from "../../parts/relative-time.ts";
import { Teach } from "../../parts/teach.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { say as common } from "../../words/common/words.ts";
import { say } from "./words.ts";

export function FlagHistory({ flags }: { flags: readonly Flag[] }) {
  return (
    <Panel title={say.flagsOf}>
      {flags.length === 0 ? (
        <Teach icon={IconFlagOff} title={say.neverFlagged}>
          {say.neverFlaggedWhy}
        </Teach>
      ) : (
        <Table.ScrollContainer minWidth={560} type="native" tabIndex={0} role="group" aria-label={say.flagsOf}>
          <Table fz="sm" aria-label={say.flagsOf}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{say.rule}</Table.Th>
                <Table.Th scope="col">{say.found}</Table.Th>
                <Table.Th scope="col">{say.opened}</Table.Th>
                <Table.Th scope="col">{say.state}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {flags.map((flag) => (
                <Table.Tr key={flag.id}>
                  <Table.Td>{common.rules[flag.rule]}</Table.Td>
                  <Table.Td lang="en">{flag.sentence}</Table.Td>
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
        {say.openFor(elapsed(Date.parse(flag.openedAt), now))}
      </Text>
    );
  }
  return say.resolvedAfter(elapsed(Date.parse(flag.openedAt), Date.parse(flag.resolvedAt)));
}
