import { Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import type { MachineFacets } from "@muster/shared/machine-list.ts";
import { NO_SITE } from "@muster/shared/machine-list.ts";
import { Reachability } from "@muster/shared/verdict.ts";
import { useQuery } from "@tanstack/react-query";
import { facetsQuery } from "../../api/queries.ts";
import { TextLink } from "../../parts/links.tsx";
import { Panel } from "../../parts/panel.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { StatusIcon } from "../../parts/status-badge.tsx";
import { REACHABILITY_LOOKS } from "../../theme/status.ts";
import { inNumber } from "../../words/spoken.ts";
import { say } from "./words.ts";

const SHOWN = 4;

/** Where the failing machines are, and who is within reach. */
export function WherePanel() {
  const failing = useQuery(facetsQuery({ status: ["non-compliant"] }));
  const all = useQuery(facetsQuery({}));
  const error = failing.error ?? all.error;
  return (
    <Panel title={say.where}>
      {error !== null && (
        <ProblemNotice error={error} onRetry={() => void Promise.all([failing.refetch(), all.refetch()])} />
      )}
      {failing.data === undefined || all.data === undefined ? (
        <Skeleton height={150} />
      ) : (
        <Stack gap="md">
          <Places title={say.failingBySite} facet="site" failing={failing.data} all={all.data} />
          <Places title={say.failingByGroup} facet="group" failing={failing.data} all={all.data} />
          <section aria-label={say.reachability}>
            <Title order={3} mb={4}>
              {say.reachability}
            </Title>
            <Group gap="4px 14px">
              {Reachability.options.map((value) => (
                <Group key={value} gap={4} wrap="nowrap">
                  <StatusIcon look={REACHABILITY_LOOKS[value]} />
                  <TextLink to="/machines" search={{ reachability: [value] }} size="sm" py={3} display="inline-block">
                    {REACHABILITY_LOOKS[value].word} {inNumber(countOf(all.data, "reachability", value))}
                  </TextLink>
                </Group>
              ))}
            </Group>
          </section>
        </Stack>
      )}
    </Panel>
  );
}

type PlacesProps = { title: string; facet: "site" | "group"; failing: MachineFacets; all: MachineFacets };

function Places({ title, facet, failing, all }: PlacesProps) {
  const places = all.facets[facet].filter(({ value }) => value !== NO_SITE);
  if (places.length === 0) return null;
  const worst = places
    .map(({ value, count }) => ({ value, count, failing: countOf(failing, facet, value) }))
    .sort((a, b) => b.failing - a.failing)
    .slice(0, SHOWN);
  return (
    <section aria-label={title}>
      <Title order={3} mb={4}>
        {title}
      </Title>
      <Stack gap={2}>
        {worst.map(({ value, count, failing: bad }) => (
          <Group key={value} justify="space-between" wrap="nowrap" gap="xs">
            <TextLink
              to="/machines"
              search={{ [facet]: [value], status: ["non-compliant"] }}
              size="sm"
              py={3}
              className="clip"
            >
              {value}
            </TextLink>
            <Text size="sm" style={{ flexShrink: 0 }}>
              {say.share(bad, count)}
            </Text>
          </Group>
        ))}
      </Stack>
    </section>
  );
}

function countOf(facets: MachineFacets, facet: "site" | "group" | "reachability", value: string): number {
  return facets.facets[facet].find((each) => each.value === value)?.count ?? 0;
}
