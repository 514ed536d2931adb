import { Stack, Table, Text } from "@mantine/core";
import type { Waiver } from "@muster/shared/waiver.ts";
import { IconShieldOff } from "@tabler/icons-react";
import { useNow } from "../../parts/clock.ts";
import { Panel } from "../../parts/panel.tsx";
import { Teach } from "../../parts/teach.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { WaiverDecisions } from "../waivers/waiver-decisions.tsx";
import { WaiverMark } from "../waivers/waiver-mark.tsx";
import { standingOf, subjectOf } from "../waivers/waiver-words.ts";
import { say } from "./words.ts";

/** The exceptions that were asked for on this machine. */
export function MachineWaivers({ waivers }: { waivers: readonly Waiver[] }) {
  const now = useNow();
  if (waivers.length === 0) {
    return (
      <Teach icon={IconShieldOff} title={say.noWaiver}>
        {say.noWaiverWhy}
      </Teach>
    );
  }
  return (
    <Panel title={say.waivers}>
      <Table fz="sm" aria-label={say.waivers}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{say.accepted}</Table.Th>
            <Table.Th scope="col">{say.state}</Table.Th>
            <Table.Th scope="col">{say.decide}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {waivers.map((waiver) => {
            const standing = standingOf(waiver, now);
            return (
              <Table.Tr key={waiver.id} data-waiver={waiver.id} data-standing={standing}>
                <Table.Td style={{ overflowWrap: "anywhere" }}>
                  <Stack gap={2}>
                    <Text size="sm" fw={600}>
                      {subjectOf(waiver)}
                    </Text>
                    <Text size="sm">{waiver.reason}</Text>
                    <Text size="xs" c="dimmed">
                      {waiver.decidedBy === null
                        ? waiver.requestedBy
                        : say.thenBy(waiver.requestedBy, waiver.decidedBy)}
                      ; {say.ends} <TimeAgo at={waiver.endsAt} />
                    </Text>
                  </Stack>
                </Table.Td>
                <Table.Td>
                  <WaiverMark standing={standing} />
                </Table.Td>
                <Table.Td>
                  <WaiverDecisions waiver={waiver} standing={standing} />
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Panel>
  );
}
