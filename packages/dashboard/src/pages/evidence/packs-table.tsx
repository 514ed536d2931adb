import { Paper, Table, Text } from "@mantine/core";
import type { EvidenceInBrief } from "@muster/shared/evidence.ts";
import { TextLink } from "../../parts/links.tsx";
import { moveBetweenRows } from "../../parts/move-between-rows.ts";
import { exactTime } from "../../parts/relative-time.ts";
import { TimeAgo } from "../../parts/time-ago.tsx";

export function PacksTable({ packs }: { packs: readonly EvidenceInBrief[] }) {
  return (
    <Paper p={0} style={{ overflow: "hidden" }}>
      <Table aria-label="Evidence" layout="fixed" onKeyDown={moveBetweenRows}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">As it stood</Table.Th>
            <Table.Th scope="col" visibleFrom="sm">
              Machines
            </Table.Th>
            <Table.Th scope="col">Made</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {packs.map((pack) => (
            <Table.Tr key={pack.id} data-pack={pack.id}>
              <Table.Td>
                <TextLink to="/evidence/$id" params={{ id: pack.id }} size="sm" data-row-link>
                  {exactTime(Date.parse(pack.at))}
                </TextLink>
                <Text size="xs" c="dimmed" hiddenFrom="sm">
                  {about(pack)}
                </Text>
              </Table.Td>
              <Table.Td visibleFrom="sm" style={{ overflowWrap: "anywhere" }}>
                <Text size="sm">{about(pack)}</Text>
              </Table.Td>
              <Table.Td style={{ overflowWrap: "anywhere" }}>
                <Text size="sm">
                  <TimeAgo at={pack.madeAt} /> by {pack.madeBy}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

function about({ machines, seed }: EvidenceInBrief): string {
  const count = machines === 1 ? "1 machine" : `${machines} machines`;
  return seed === null ? `${count}, named` : `${count}, drawn by “${seed}”`;
}
