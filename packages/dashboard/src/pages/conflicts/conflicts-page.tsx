import { Skeleton, Stack } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { conflictsQuery } from "../../api/queries.ts";
import { BackLink } from "../../parts/links.tsx";
import { MoreButton } from "../../parts/more-button.tsx";
import { Page } from "../../parts/page.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { Teach } from "../../parts/teach.tsx";
import { ConflictCard } from "./conflict-card.tsx";
import { say } from "./words.ts";

/** Machines that may be two, or one twice: for a person to decide. */
export function ConflictsPage() {
  const list = useInfiniteQuery(conflictsQuery("open"));
  const conflicts = list.data?.pages.flatMap((page) => page.items);
  return (
    <Page
      tabTitle={say.title}
      heading={say.title}
      back={<BackLink to="/machines">{say.allMachines}</BackLink>}
      lead={say.lead}
    >
      {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {conflicts === undefined ? (
        list.error === null && <Skeleton height={240} aria-busy />
      ) : conflicts.length === 0 ? (
        <Teach icon={IconUsers} title={say.none}>
          {say.noneWhy}
        </Teach>
      ) : (
        <Stack gap="md">
          {conflicts.map((conflict) => (
            <ConflictCard key={conflict.id} conflict={conflict} />
          ))}
          <MoreButton list={list} shown={conflicts.length} />
        </Stack>
      )}
    </Page>
  );
}
