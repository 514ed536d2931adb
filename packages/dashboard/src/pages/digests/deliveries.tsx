import { Table, Text } from "@mantine/core";
import type { DeliveryAttempt } from "@muster/shared/digest.ts";
import { Panel } from "../../parts/panel.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";

const WORDS: Record<NonNullable<DeliveryAttempt["outcome"]>, string> = {
  accepted: "Accepted",
  deferred: "Put off",
  refused: "Refused",
  unreachable: "No answer",
  interrupted: "Interrupted, nothing was sent",
  "in-doubt": "In doubt: it may have arrived",
};

/** Every attempt to hand the mail over, and what the mail server answered. */
export function Deliveries({ deliveries }: { deliveries: readonly DeliveryAttempt[] }) {
  if (deliveries.length === 0) return null;
  return (
    <Panel title="Delivery record">
      <Table aria-label="Delivery record">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" w={70}>
              Try
            </Table.Th>
            <Table.Th scope="col" w={150}>
              When
            </Table.Th>
            <Table.Th scope="col">Outcome</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {deliveries.map((each) => (
            <Table.Tr key={each.attempt}>
              <Table.Td>{each.attempt}</Table.Td>
              <Table.Td>
                <TimeAgo at={each.startedAt} />
              </Table.Td>
              <Table.Td>
                <Text size="sm" fw={600}>
                  {each.outcome === null ? "Under way" : WORDS[each.outcome]}
                </Text>
                <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
                  {each.response}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  );
}
