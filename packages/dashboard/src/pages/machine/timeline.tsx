import { Button, Skeleton, Stack, Table } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { timelineQuery } from "../../api/queries.ts";
import { Panel } from "../../parts/panel.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { Teach } from "../../parts/teach.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { eventSentence } from "./event-sentence.ts";
import { TimelineSubjects } from "./timeline-subjects.tsx";
import { TimelineZoom } from "./timeline-zoom.tsx";
import { say } from "./words.ts";

const route = getRouteApi("/frame/machines/$id");

/** What happened to a machine in a stretch of time, the newest first. */
export function Timeline({ machineId }: { machineId: string }) {
  const { from, to, about } = route.useSearch();
  const isNarrowed = from !== undefined || to !== undefined || about !== undefined;
  const list = useInfiniteQuery({
    ...timelineQuery(machineId, { from, to, about }),
    placeholderData: keepPreviousData,
  });
  const entries = list.data?.pages.flatMap((page) => page.items);
  return (
    <Panel title={say.timeline} aside={<TimelineSubjects machineId={machineId} chosen={about} />}>
      {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      <TimelineZoom machineId={machineId} />
      {entries === undefined ? (
        list.error === null && <Skeleton height={160} aria-busy />
      ) : entries.length === 0 ? (
        <Teach icon={IconHistory} title={isNarrowed ? say.nothingThen : say.nothingYet}>
          {say.timelineWhat}
        </Teach>
      ) : (
        <Stack gap="sm" align="flex-start" style={{ opacity: list.isPlaceholderData ? 0.6 : 1 }}>
          <Table fz="sm" aria-label={say.timeline} aria-busy={list.isPlaceholderData}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{say.when}</Table.Th>
                <Table.Th scope="col">{say.happened}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {entries.map((entry) => (
                <Table.Tr key={entry.id} data-event={entry.event.kind}>
                  <Table.Td style={{ whiteSpace: "nowrap", verticalAlign: "top" }}>
                    <TimeAgo at={entry.at} />
                  </Table.Td>
                  <Table.Td style={{ overflowWrap: "anywhere" }}>{eventSentence(entry.event)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          {list.hasNextPage && (
            <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {say.showMore}
            </Button>
          )}
        </Stack>
      )}
    </Panel>
  );
}
