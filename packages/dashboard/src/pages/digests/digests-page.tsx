import { Paper, Skeleton, Stack, Table, Text } from "@mantine/core";
import type { DigestSummary } from "@muster/shared/digest.ts";
import { IconMailOff } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { digestsQuery } from "../../api/queries.ts";
import { TextLink } from "../../parts/links.tsx";
import { MoreButton } from "../../parts/more-button.tsx";
import { moveBetweenRows } from "../../parts/move-between-rows.ts";
import { Page } from "../../parts/page.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { Teach } from "../../parts/teach.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { useMay } from "../../parts/use-may.ts";
import { DigestState } from "./digest-state.tsx";
import { ListsPanel } from "./lists-panel.tsx";

export function DigestsPage() {
  const mayReadMessages = useMay("messages.read");
  const list = useInfiniteQuery(digestsQuery);
  const digests = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      tabTitle="Digests"
      heading="Digests"
      lead="The compliance mail of every night: who gets it, and each one as it was composed."
    >
      {mayReadMessages && <ListsPanel />}
      {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending ? (
        <Paper p="sm" aria-busy>
          <Stack gap={8}>
            {["a", "b", "c", "d"].map((key) => (
              <Skeleton key={key} height={30} />
            ))}
          </Stack>
        </Paper>
      ) : digests.length > 0 ? (
        <DigestsTable digests={digests} />
      ) : (
        list.error === null && (
          <Teach icon={IconMailOff} title="No digest yet">
            The first one is composed this coming night. It is kept here even when no mail server is configured.
          </Teach>
        )
      )}
      <MoreButton list={list} shown={digests.length} />
    </Page>
  );
}

function DigestsTable({ digests }: { digests: readonly DigestSummary[] }) {
  return (
    <Paper p={0} style={{ overflow: "hidden" }}>
      <Table aria-label="Digests" layout="fixed" onKeyDown={moveBetweenRows}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" w={120}>
              Night
            </Table.Th>
            <Table.Th scope="col" w={130} visibleFrom="md">
              List
            </Table.Th>
            <Table.Th scope="col">Subject</Table.Th>
            <Table.Th scope="col" w="30%" visibleFrom="sm">
              Delivery
            </Table.Th>
            <Table.Th scope="col" w={130} visibleFrom="md">
              Composed
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {digests.map((digest) => (
            <Table.Tr key={digest.id}>
              <Table.Td>
                <TextLink to="/digests/$id" params={{ id: digest.id }} size="sm" fw={600} data-row-link>
                  {digest.night}
                </TextLink>
                <Text size="xs" c="dimmed">
                  no. {digest.number}
                </Text>
              </Table.Td>
              <Table.Td visibleFrom="md">
                <Text size="sm">{digest.listName ?? "removed"}</Text>
              </Table.Td>
              <Table.Td>
                <Text size="sm">{digest.subject}</Text>
                <Text hiddenFrom="sm" component="div" mt={4}>
                  <DigestState digest={digest} />
                </Text>
              </Table.Td>
              <Table.Td visibleFrom="sm">
                <DigestState digest={digest} />
              </Table.Td>
              <Table.Td visibleFrom="md">
                <Text size="sm">
                  <TimeAgo at={digest.composedAt} />
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
