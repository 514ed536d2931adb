import { Skeleton, Stack, Text } from "@mantine/core";
import type { Outlook } from "@muster/shared/outlook.ts";
import { useQuery } from "@tanstack/react-query";
import { outlookQuery } from "../../api/queries.ts";
import { TextLink } from "../../parts/links.tsx";
import { Panel } from "../../parts/panel.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { type Column, ColumnsChart } from "./columns-chart.tsx";
import { say } from "./words.ts";

/** How old the fleet's virus definitions are, against the policy's limits. */
export function DefinitionsPanel() {
  const { data, error, refetch } = useQuery(outlookQuery);
  return (
    <Panel
      title={say.definitionsAge}
      aside={
        <TextLink to="/machines" search={{ sort: "-definitions" }} size="sm">
          {say.oldestFirst}
        </TextLink>
      }
    >
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined ? (
        <Skeleton height={150} />
      ) : (
        <Stack gap="xs">
          <ColumnsChart title={say.byDefinitionsAge} columns={ageColumns(data)} />
          <Text size="xs" c="dimmed">
            {limitsInWords(data)}
            {data.definitionsUnknown > 0 && say.noDate(data.definitionsUnknown)}
          </Text>
        </Stack>
      )}
    </Panel>
  );
}

export function ageColumns({ definitionsAge, definitionsWarnDays, definitionsFailDays }: Outlook): Column[] {
  return definitionsAge.map((count, days) => {
    const isLast = days === definitionsAge.length - 1;
    // Whoever is so many whole days old is older than that by up to a day: a limit is crossed within the column.
    const isOver = (limit: number | null) => limit !== null && days >= limit;
    return {
      label: isLast ? `${days}+` : days % 5 === 0 ? String(days) : "",
      words: isLast ? say.daysOrOlder(days) : say.ofDays(days),
      count,
      tone: isOver(definitionsFailDays) ? "bad" : isOver(definitionsWarnDays) ? "warn" : "good",
    };
  });
}

function limitsInWords({ definitionsWarnDays, definitionsFailDays }: Outlook): string {
  if (definitionsWarnDays === null || definitionsFailDays === null) return say.ageNotAsked;
  return say.ageLimits(definitionsWarnDays, definitionsFailDays);
}
