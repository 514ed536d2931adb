import { Code, Skeleton, Stack, Text } from "@mantine/core";
import { IconRubberStamp } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { evidenceListQuery } from "../../api/evidence.ts";
import { machineQuery } from "../../api/queries.ts";
import { TextLink } from "../../parts/links.tsx";
import { MoreButton } from "../../parts/more-button.tsx";
import { Page } from "../../parts/page.tsx";
import { Panel } from "../../parts/panel.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { Teach } from "../../parts/teach.tsx";
import { EvidenceForm } from "./evidence-form.tsx";
import { PacksTable } from "./packs-table.tsx";

const route = getRouteApi("/frame/evidence");

/** How machines stood on a past day, with what proves it. */
export function EvidencePage() {
  const { machine: machineId } = route.useSearch();
  const machine = useQuery({ ...machineQuery(machineId ?? ""), enabled: machineId !== undefined });
  const list = useInfiniteQuery(evidenceListQuery);
  const packs = list.data?.pages.flatMap((page) => page.items) ?? [];
  const fingerprint = list.data?.pages[0]?.fingerprint;
  const named = machineId === undefined ? null : (machine.data ?? null);
  return (
    <Page
      tabTitle="Evidence"
      heading="Evidence"
      lead="How machines stood on a past day: what they had reported, what the policy of that day made of it, and the seals that show that nothing was changed since."
    >
      <Stack gap="md">
        <Panel
          title={named === null ? "Pick a day and draw machines" : `How ${named.name} stood`}
          aside={named !== null && <TextLink to="/evidence">Draw machines instead</TextLink>}
        >
          {machine.error !== null && <ProblemNotice error={machine.error} onRetry={() => void machine.refetch()} />}
          {(machineId === undefined || named !== null) && <EvidenceForm key={named?.id ?? ""} machine={named} />}
        </Panel>
        {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending ? (
          <Skeleton height={200} aria-busy />
        ) : packs.length > 0 ? (
          <PacksTable packs={packs} />
        ) : (
          list.error === null && (
            <Teach icon={IconRubberStamp} title="No evidence was made yet">
              Each pack is kept here, signed, and can be taken away as one file.
            </Teach>
          )
        )}
        <MoreButton list={list} shown={packs.length} />
        {fingerprint !== undefined && (
          <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
            A pack proves itself without this server: <Code>muster-server verify-evidence FILE</Code>. It must be signed
            by the key <Code>{fingerprint}</Code>.
          </Text>
        )}
      </Stack>
    </Page>
  );
}
