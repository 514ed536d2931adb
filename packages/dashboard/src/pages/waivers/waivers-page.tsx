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

const route = getRouteApi("/frame/waivers");

const WORDS: Record<WaiverState | "all", string> = {
  all: "All",
  requested: "Waiting for a decision",
  approved: "Approved",
  refused: "Refused",
  withdrawn: "Withdrawn",
  ended: "Ended early",
};

/** Exceptions: asked for by one person, approved by another, ended by themselves. */
export function WaiversPage() {
  const { state } = route.useSearch();
  const mayAsk = useMay("waivers.request");
  const list = useInfiniteQuery({ ...waiversQuery({ state }), placeholderData: keepPreviousData });
  const waivers = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      tabTitle="Waivers"
      heading="Waivers"
      lead="Risks that were accepted for a while: they are shown as accepted, never as passed, and end by themselves."
    >
      <Stack gap="md">
        <Group justify="space-between" gap="sm">
          <States chosen={state} />
          {mayAsk && (
            <ButtonLink to="/waivers/new" size="xs" leftSection={<IconPlus size={14} aria-hidden />}>
              Ask for a waiver
            </ButtonLink>
          )}
        </Group>
        {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending ? (
          <Skeleton height={240} aria-busy />
        ) : waivers.length === 0 ? (
          list.error === null && (
            <Teach icon={IconShieldCheck} title={state === undefined ? "No waiver yet" : "None of this kind"}>
              When a machine cannot meet a rule for a good reason, ask for a waiver on its page. It needs a reason, an
              end, and somebody else's approval.
            </Teach>
          )
        ) : (
          <Paper p={0} style={{ overflow: "hidden" }}>
            <Table aria-label="Waivers" layout="fixed" onKeyDown={moveBetweenRows}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">What is accepted</Table.Th>
                  <Table.Th scope="col" w="30%" visibleFrom="md">
                    Why
                  </Table.Th>
                  <Table.Th scope="col" w={150} visibleFrom="sm">
                    Ends
                  </Table.Th>
                  <Table.Th scope="col" w={150}>
                    State
                  </Table.Th>
                  <Table.Th scope="col" w={210} visibleFrom="sm">
                    Decide
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
    <Group gap={4} role="group" aria-label="State">
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
          {WORDS[state ?? "all"]}
        </ButtonLink>
      ))}
    </Group>
  );
}
