import { Group, Paper, Skeleton, Stack, Table } from "@mantine/core";
import { WaiverState } from "@muster/shared/waiver.ts";
import { IconPlus, IconShieldCheck } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { waiversQuery } from "../../api/queries.ts";
import { ButtonLink } from "../../parts/links.tsx";
import { MoreButton } from "../../parts/more-button.tsx";
import { moveBetweenRows } from "../../parts/move-between-rows.ts";
import { Page } from "../../parts/page.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { Teach } from "../../parts/teach.tsx";
import { useMay } from "../../parts/use-may.ts";
import { WaiverRow } from "./waiver-row.tsx";
import { say } from "./words.ts";

const route = getRouteApi("/frame/waivers");

/** Exceptions: asked for by one person, approved by another, ended by themselves. */
export function WaiversPage() {
  const { state } = route.useSearch();
  const mayAsk = useMay("waivers.request");
  const list = useInfiniteQuery({ ...waiversQuery({ state }), placeholderData: keepPreviousData });
  const waivers = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page tabTitle={say.title} heading={say.title} lead={say.lead}>
      <Stack gap="md">
        <Group justify="space-between" gap="sm">
          <States chosen={state} />
          {mayAsk && (
            <ButtonLink to="/waivers/new" size="xs" leftSection={<IconPlus size={14} aria-hidden />}>
              {say.ask}
            </ButtonLink>
          )}
        </Group>
        {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending ? (
          <Skeleton height={240} aria-busy />
        ) : waivers.length === 0 ? (
          list.error === null && (
            <Teach icon={IconShieldCheck} title={state === undefined ? say.none : say.noneOfKind}>
              {say.noneWhy}
            </Teach>
          )
        ) : (
          <Paper p={0} style={{ overflow: "hidden" }}>
            <Table aria-label={say.title} layout="fixed" onKeyDown={moveBetweenRows}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{say.accepted}</Table.Th>
                  <Table.Th scope="col" w="30%" visibleFrom="md">
                    {say.why}
                  </Table.Th>
                  <Table.Th scope="col" w={150} visibleFrom="sm">
                    {say.ends}
                  </Table.Th>
                  <Table.Th scope="col" w={150}>
                    {say.state}
                  </Table.Th>
                  <Table.Th scope="col" w={210} visibleFrom="sm">
                    {say.decide}
                  </Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {waivers.map((waiver) => (
                  <WaiverRow key={waiver.id} waiver={waiver} />
                ))}
              </Table.Tbody>
            </Table>
          </Paper>
        )}
        <MoreButton list={list} shown={waivers.length} />
      </Stack>
    </Page>
  );
}

function States({ chosen }: { chosen: WaiverState | undefined }) {
  const all = [undefined, ...WaiverState.options];
  return (
    <Group gap={4} role="group" aria-label={say.state}>
      {all.map((state) => (
        <ButtonLink
          key={state ?? "all"}
          to="/waivers"
          search={{ state }}
          replace
          size="compact-sm"
          variant={chosen === state ? "default" : "subtle"}
          color="gray"
          c="var(--mantine-color-text)"
          fw={chosen === state ? 600 : 400}
          aria-current={chosen === state ? "true" : undefined}
        >
          {say.states[state ?? "all"]}
        </ButtonLink>
      ))}
    </Group>
  );
}
