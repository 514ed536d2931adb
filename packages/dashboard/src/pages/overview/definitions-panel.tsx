import { Skeleton, Stack, Text } from "@mantine/core";
import type { Outlook } from "@muster/shared/outlook.ts";
import { useQuery } from "@tanstack/react-query";
import { outlookQuery } from "../../api/queries.ts";
import { TextLink } from "../../parts/links.tsx";
import { Panel } from "../../parts/panel.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { type Column, ColumnsChart } from "./columns-chart.tsx";

/** How old the fleet's virus definitions are, against the policy's limits. */
export function DefinitionsPanel() {
  const { data, error, refetch } = useQuery(outlookQuery);
  return (
    <Panel
      title="Definitions' age"
      aside={
        <TextLink to="/machines" search={{ sort: "-definitions" }} size="sm">
          oldest first
        </TextLink>
      }
    >
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined ? (
        <Skeleton height={150} />
      ) : (
        <Stack gap="xs">
          <ColumnsChart title="Machines by the age of their virus definitions" columns={ageColumns(data)} />
          <Text size="xs" c="dimmed">
            {limitsInWords(data)}
            {data.definitionsUnknown > 0 && ` Of ${data.definitionsUnknown} no date is known.`}
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
      words: isLast ? `${days} days or older` : days === 1 ? "1 day" : `${days} days`,
      count,
      tone: isOver(definitionsFailDays) ? "bad" : isOver(definitionsWarnDays) ? "warn" : "good",
    };
  });
}

function limitsInWords({ definitionsWarnDays, definitionsFailDays }: Outlook): string {
  if (definitionsWarnDays === null || definitionsFailDays === null) return "The policy does not ask for their age.";
  return `Warned of after ${definitionsWarnDays} days, failing after ${definitionsFailDays}; groups may differ.`;
}
