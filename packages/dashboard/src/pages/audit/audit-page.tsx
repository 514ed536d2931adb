import { Skeleton, Stack } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { auditQuery } from "../../api/audit.ts";
import { MoreButton } from "../../parts/more-button.tsx";
import { Page } from "../../parts/page.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { Teach } from "../../parts/teach.tsx";
import { AuditEntries } from "./audit-entries.tsx";
import { AuditFilters } from "./audit-filters.tsx";
import { filterOf } from "./audit-search.ts";

const route = getRouteApi("/frame/audit");

/** Who did what, and what was refused to whom. */
export function AuditLogPage() {
  const search = route.useSearch();
  const list = useInfiniteQuery({ ...auditQuery(filterOf(search)), placeholderData: keepPreviousData });
  const entries = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      tabTitle="Audit log"
      heading="Audit log"
      lead="Every sign-in, change, export and refusal. Nothing can be taken out of it unseen: “server verify-audit” proves that."
    >
      <Stack gap="md">
        <AuditFilters search={search} />
        {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending ? (
          <Skeleton height={320} aria-busy />
        ) : entries.length > 0 ? (
          <AuditEntries entries={entries} />
        ) : (
          list.error === null && (
            <Teach icon={IconHistory} title="No entry fits">
              Names are compared whole and as they are written. Clear a field to see more.
            </Teach>
          )
        )}
        <MoreButton list={list} shown={entries.length} />
      </Stack>
    </Page>
  );
}
