import { Button, Skeleton, Stack, Table } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { timelineQuery } from "../../api/queries.ts";
import { Panel } from "../../parts/panel.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { Teach } from "../../parts/teach.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { eventSentence } from "./event-sentence.ts";

/** All that happened to a machine, the newest first. */
export function Timeline({ machineId }: { machineId: string }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    timelineQuery(machineId),
  );
  const entries = data?.pages.flatMap((page) => page.items);
  if (entries === undefined) {
    return (
      <Panel title="Timeline">
        {error === null ? (
          <Skeleton height={160} aria-busy />
        ) : (
          <ProblemNotice error={error} onRetry={() => void refetch()} />
        )}
      </Panel>
    );
  }
  return (
    <Panel title="Timeline">
      {entries.length === 0 ? (
        <Teach icon={IconHistory} title="Nothing has happened yet">
          What the machine reports, what is made of it, and when it comes and goes is kept here.
        </Teach>
      ) : (
        <Stack gap="sm" align="flex-start">
          <Table fz="sm" aria-label="Timeline">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">When</Table.Th>
                <Table.Th scope="col">What happened</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {entries.map((entry) => (
                <Table.Tr key={entry.id}>
                  <Table.Td style={{ whiteSpace: "nowrap", verticalAlign: "top" }}>
                    <TimeAgo at={entry.at} />
                  </Table.Td>
                  <Table.Td style={{ overflowWrap: "anywhere" }}>{eventSentence(entry.event)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          {hasNextPage && (
            <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              Show more
            </Button>
          )}
        </Stack>
      )}
    </Panel>
  );
}
