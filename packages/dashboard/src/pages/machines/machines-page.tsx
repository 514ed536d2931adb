import { Box, Button, Group, Modal, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { FACETS } from "@muster/shared/machine-list.ts";
import { IconFilter } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense, useCallback } from "react";
import { facetsQuery, fetchMachinePage, machinesQuery } from "../../api/queries.ts";
import { useSteadyList } from "../../feed/use-steady-list.ts";
import { ButtonLink } from "../../parts/links.tsx";
import { MoreButton } from "../../parts/more-button.tsx";
import { Page } from "../../parts/page.tsx";
import { PendingPill } from "../../parts/pending-pill.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { useSelection } from "../../parts/use-selection.ts";
import { say as common } from "../../words/common/words.ts";
import { DoubtsNote } from "../conflicts/doubts-note.tsx";
import { ActionBar } from "./action-bar.tsx";
import { columnsShown } from "./columns.tsx";
import { FacetList } from "./facet-list.tsx";
import { ColumnsMenu, ExportMenu, ViewsMenu } from "./list-menus.tsx";
import { machinesSentence } from "./machines-sentence.ts";
import { MachinesSkeleton } from "./machines-skeleton.tsx";
import { MachinesTable } from "./machines-table.tsx";
import { NoMachines } from "./no-machines.tsx";
import { SearchField } from "./search-field.tsx";
import { say } from "./words.ts";

const route = getRouteApi("/frame/machines");

// Most who look at the list open nothing.
const MachineDrawer = lazy(() => import("./machine-drawer.tsx").then((file) => ({ default: file.MachineDrawer })));

export function MachinesPage() {
  const { open, columns, sort, ...filter } = route.useSearch();
  const selection = useSelection();
  const [isFiltering, filtering] = useDisclosure(false);
  const options = machinesQuery({ ...filter, sort });
  const queryHash = useSteadyList(options.queryKey, (cursor) => fetchMachinePage({ ...filter, sort }, cursor));
  const list = useInfiniteQuery({ ...options, placeholderData: keepPreviousData });
  const counted = useQuery({ ...facetsQuery(filter), placeholderData: keepPreviousData });
  const machines = list.data?.pages.flatMap((page) => page.items) ?? [];
  const chosen = FACETS.filter((facet) => filter[facet] !== undefined);
  const isNarrowed = chosen.length > 0 || filter.search !== undefined;
  const { hasNextPage, isFetching, fetchNextPage } = list;
  const onNearEnd = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);

  return (
    <Page tabTitle={say.title} heading={say.title} lead={machinesSentence(counted.data?.total, isNarrowed, sort)}>
      <DoubtsNote />
      <Group gap="sm">
        <SearchField />
        <Button
          variant="default"
          hiddenFrom="lg"
          leftSection={<IconFilter size={16} aria-hidden />}
          onClick={filtering.open}
        >
          {chosen.length > 0 ? say.filtersChosen(chosen.length) : say.filters}
        </Button>
        {isNarrowed && (
          <ButtonLink to="/machines" search={{ sort, columns }} variant="subtle" activeProps={{}}>
            {say.showAll}
          </ButtonLink>
        )}
        <Group gap="xs" ml="auto">
          <ViewsMenu />
          <ColumnsMenu />
          <ExportMenu />
        </Group>
      </Group>
      {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      <Group align="flex-start" gap="lg" wrap="nowrap">
        <Box component="aside" aria-label={say.filters} visibleFrom="lg" w={184} style={{ flexShrink: 0 }}>
          <FacetList facets={counted.data} />
        </Box>
        <Stack gap="md" style={{ flex: 1, minWidth: 0 }}>
          {list.isPending ? (
            <MachinesSkeleton />
          ) : machines.length === 0 ? (
            list.error === null && <NoMachines isFiltered={isNarrowed} />
          ) : (
            <MachinesTable
              machines={machines}
              total={counted.data?.total}
              columns={columnsShown(columns)}
              selection={selection}
              isFaded={list.isPlaceholderData}
              onNearEnd={onNearEnd}
            />
          )}
          <MoreButton list={list} shown={machines.length} />
        </Stack>
      </Group>
      <PendingPill
        queryHash={queryHash}
        onShow={() => Promise.all([list.refetch(), counted.refetch()])}
        isRaised={selection.ids.size > 0}
      />
      <ActionBar selection={selection} />
      <Modal
        opened={isFiltering}
        onClose={filtering.close}
        title={say.filters}
        closeButtonProps={{ "aria-label": common.close }}
      >
        <FacetList facets={counted.data} />
      </Modal>
      {open !== undefined && (
        <Suspense>
          <MachineDrawer id={open} />
        </Suspense>
      )}
    </Page>
  );
}
