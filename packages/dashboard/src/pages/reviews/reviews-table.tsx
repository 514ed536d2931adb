import { Table, Text } from "@mantine/core";
import type { FirewallReview } from "@muster/shared/firewall-review.ts";
import { exactTime } from "../../parts/relative-time.ts";
import { countsInWords } from "./review-words.ts";

export function ReviewsTable({ reviews }: { reviews: readonly FirewallReview[] }) {
  return (
    <Table aria-label="Signed reviews" layout="fixed">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col" w="38%">
            Signed
          </Table.Th>
          <Table.Th scope="col">What was found and decided</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {reviews.map((review) => (
          <Table.Tr key={review.id} data-review={review.id}>
            <Table.Td style={{ overflowWrap: "anywhere" }}>
              <Text size="sm">{review.by}</Text>
              <Text size="xs" c="dimmed">
                {exactTime(Date.parse(review.signedAt))}, as of {exactTime(Date.parse(review.asOf))}
              </Text>
            </Table.Td>
            <Table.Td style={{ overflowWrap: "anywhere" }}>
              <Text size="sm">{review.note}</Text>
              <Text size="xs" c="dimmed">
                {`${review.machines} machines, ${review.unread} unread, ${review.configurations} configurations; ${countsInWords(review.changesByKind)}`}
              </Text>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
