import { Stack } from "@mantine/core";
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { machinesQuery, summaryQuery } from "../../api/queries.ts";
import { MoreButton } from "../../parts/more-button.tsx";
import { Page } from "../../parts/page.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { DoubtsNote } from "../conflicts/doubts-note.tsx";
import { MachineFilters } from "./machine-filters.tsx";
import { machinesSentence } from "./machines-sentence.ts";
import { MachinesSkeleton } from "./machines-skeleton.tsx";
import { MachinesTable } from "./machines-table.tsx";
import { NoMachines } from "./no-machines.tsx";
import { PendingPill } from "./pending-pill.tsx";

const route = getRouteApi("/frame/machines");

export function MachinesPage() {
  const filter = route.useSearch();
  const queries = useQueryClient();
  const options = machinesQuery(filter);
  const list = useInfiniteQuery({ ...options, placeholderData: keepPreviousData });
  const { data: summary } = useQuery(summaryQuery);
  const machines = list.data?.pages.flatMap((page) => page.items) ?? [];
  const queryHash = queries.getQueryCache().find({ queryKey: options.queryKey, exact: true })?.queryHash ?? "";

  return (
    <Page tabTitle="Machines" heading="Machines" lead={machinesSentence(summary, filter)}>
      <Stack gap="md">
        <DoubtsNote />
        <MachineFilters filter={filter} summary={summary} />
        {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending ? (
          <MachinesSkeleton />
        ) : machines.length === 0 ? (
          list.error === null && <NoMachines isFiltered={Object.values(filter).some(Boolean)} />
        ) : (
          <MachinesTable machines={machines} isFaded={list.isPlaceholderData} />
        )}
        <MoreButton list={list} noun="machines" shown={machines.length} />
        <PendingPill queryHash={queryHash} onShow={() => list.refetch()} />
      </Stack>
    </Page>
  );
}
