import { Paper, Skeleton, Stack } from "@mantine/core";
import { IconCircleCheck, IconFilterOff } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { fetchFlagPage, flagsQuery, summaryQuery } from "../../api/queries.ts";
import { useSteadyList } from "../../feed/use-steady-list.ts";
import { MoreButton } from "../../parts/more-button.tsx";
import { Page } from "../../parts/page.tsx";
import { PendingPill } from "../../parts/pending-pill.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { Teach } from "../../parts/teach.tsx";
import { useSelection } from "../../parts/use-selection.ts";
import { FlagActions, useFlagActs } from "./flag-actions.tsx";
import { FlagFilters } from "./flag-filters.tsx";
import { FlagsTable } from "./flags-table.tsx";
import { say } from "./words.ts";

const route = getRouteApi("/frame/flags");

export function FlagsPage() {
  const filter = route.useSearch();
  const state = filter.state ?? "open";
  const selection = useSelection();
  const acts = useFlagActs();
  const { data: summary } = useQuery(summaryQuery);
  const asked = { state, rule: filter.rule, work: filter.work, assignedTo: filter.assignedTo };
  const options = flagsQuery(asked);
  const list = useInfiniteQuery({ ...options, placeholderData: keepPreviousData });
  const queryHash = useSteadyList(options.queryKey, (cursor) => fetchFlagPage(asked, cursor));
  const flags = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      tabTitle={say.title}
      heading={say.title}
      lead={
        summary === undefined
          ? say.lead
          : say.leadCounted(summary.openFlags, summary.openedLastDay, summary.resolvedLastDay)
      }
    >
      <Stack gap="md">
        <FlagFilters filter={filter} />
        {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending ? (
          <Paper p="sm" aria-busy>
            <Stack gap={8}>
              {["a", "b", "c", "d", "e", "f", "g", "h"].map((key) => (
                <Skeleton key={key} height={30} />
              ))}
            </Stack>
          </Paper>
        ) : flags.length > 0 ? (
          <FlagsTable
            flags={flags}
            selection={selection}
            onAcknowledge={(id) => acts.mutate({ flagIds: [id], act: { kind: "acknowledge" } })}
          />
        ) : (
          list.error === null && <NoFlags isOpenOnly={!Object.values(filter).some(Boolean)} />
        )}
        <MoreButton list={list} shown={flags.length} />
        <PendingPill queryHash={queryHash} onShow={() => list.refetch()} isRaised={selection.ids.size > 0} />
        <FlagActions selection={selection} acts={acts} />
      </Stack>
    </Page>
  );
}

function NoFlags({ isOpenOnly }: { isOpenOnly: boolean }) {
  return isOpenOnly ? (
    <Teach icon={IconCircleCheck} title={say.noOpen}>
      {say.noOpenWhy}
    </Teach>
  ) : (
    <Teach icon={IconFilterOff} title={say.noMatch}>
      {say.noMatchWhy}
    </Teach>
  );
}
