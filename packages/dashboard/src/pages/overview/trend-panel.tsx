import { Group, Skeleton, Stack, Text } from "@mantine/core";
import type { FleetDay } from "@muster/shared/history.ts";
import type { MachineStatus } from "@muster/shared/verdict.ts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo } from "react";
import { trendQuery } from "../../api/queries.ts";
import { DayChart } from "../../parts/day-chart.tsx";
import type { DayLine } from "../../parts/day-chart-props.ts";
import { ButtonLink } from "../../parts/links.tsx";
import { Panel } from "../../parts/panel.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { MACHINE_LOOKS, toneVariable } from "../../theme/status.ts";
import { TREND_DAYS } from "./overview-search.ts";
import { policyChanges, trendSentence } from "./trend-sentence.ts";
import { say } from "./words.ts";

const route = getRouteApi("/frame/");

const HEIGHT = 280;

/** What the trend shows of the fleet: everything that is not well. */
const TREND_LINES = ["non-compliant", "in-grace", "unknown"] as const satisfies readonly MachineStatus[];

/** How the fleet stood day by day, with the policy's changes marked. */
export function TrendPanel() {
  const { days = 90 } = route.useSearch();
  const { data, error, refetch } = useQuery({ ...trendQuery(days), placeholderData: keepPreviousData });
  return (
    <Panel
      title={say.trend}
      aside={
        <Group gap={4} role="group" aria-label={say.days}>
          {TREND_DAYS.map((each) => (
            <ButtonLink
              key={each}
              to="/"
              search={{ days: each === 90 ? undefined : each }}
              replace
              resetScroll={false}
              size="compact-sm"
              variant={days === each ? "default" : "subtle"}
              color="gray"
              c="var(--mantine-color-text)"
              aria-current={days === each ? "true" : undefined}
            >
              {say.ofDays(each)}
            </ButtonLink>
          ))}
        </Group>
      }
    >
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined ? (
        <Skeleton height={240} />
      ) : (
        <Stack gap="xs">
          <Text size="sm">{trendSentence(data.days)}</Text>
          {data.days.length > 1 && (
            <>
              <TrendChart days={data.days} />
              <Group gap="md">
                {TREND_LINES.map((status) => (
                  <Group key={status} gap={6} wrap="nowrap">
                    <div
                      aria-hidden
                      style={{ width: 14, height: 3, background: toneVariable(MACHINE_LOOKS[status].tone, "fill") }}
                    />
                    <Text size="xs">{MACHINE_LOOKS[status].word}</Text>
                  </Group>
                ))}
                <Text size="xs" c="dimmed">
                  {say.dashed}
                </Text>
              </Group>
            </>
          )}
        </Stack>
      )}
    </Panel>
  );
}

function TrendChart({ days }: { days: readonly FleetDay[] }) {
  const names = useMemo(() => days.map((day) => day.day), [days]);
  const lines = useMemo(
    () =>
      TREND_LINES.map((status): DayLine => {
        const colour = `--tone-${MACHINE_LOOKS[status].tone}-fill`;
        return { label: status, colour, values: days.map((day) => day.byStatus[status] ?? 0) };
      }),
    [days],
  );
  const marks = useMemo(
    () => policyChanges(days).map(({ day, policyVersion }) => ({ day, word: `v${policyVersion}` })),
    [days],
  );
  return <DayChart days={names} lines={lines} marks={marks} height={HEIGHT} />;
}
