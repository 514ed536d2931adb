import { Skeleton, Stack, Text } from "@mantine/core";
import { DAY_MS } from "@muster/shared/duration.ts";
import type { Outlook } from "@muster/shared/outlook.ts";
import { useQuery } from "@tanstack/react-query";
import { outlookQuery } from "../../api/queries.ts";
import { useNow } from "../../parts/clock.ts";
import { TextLink } from "../../parts/links.tsx";
import { Panel } from "../../parts/panel.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { type Column, ColumnsChart } from "./columns-chart.tsx";

/** Which days will bring calls to IT: machines whose passwords must be changed soon. */
export function PasswordsPanel() {
  const { data, error, refetch } = useQuery(outlookQuery);
  const now = useNow();
  return (
    <Panel
      title="Passwords ending"
      aside={
        <TextLink to="/machines" search={{ sort: "password" }} size="sm">
          soonest first
        </TextLink>
      }
    >
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined ? (
        <Skeleton height={150} />
      ) : (
        <Stack gap="xs">
          <ColumnsChart
            title="Machines by the day on which a password must be changed"
            columns={endColumns(data, now)}
          />
          <Text size="xs" c="dimmed">
            {passwordsInWords(data)}
          </Text>
        </Stack>
      )}
    </Panel>
  );
}

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric" });
const WHOLE = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" });

function endColumns({ passwordsEnding }: Outlook, now: number): Column[] {
  return passwordsEnding.map((count, day) => {
    const until = now + (day + 1) * DAY_MS;
    return { label: DAY.format(until), words: `by ${WHOLE.format(until)}`, count, tone: day < 3 ? "warn" : "none" };
  });
}

export function passwordsInWords({ passwordsEnding, passwordsOver }: Outlook): string {
  const soon = passwordsEnding.reduce((sum, count) => sum + count, 0);
  const ending =
    soon === 0
      ? "None ends in the next 14 days."
      : `${soon} ${soon === 1 ? "machine" : "machines"} in the next 14 days.`;
  return passwordsOver === 0 ? ending : `${ending} On ${passwordsOver} one has ended already.`;
}
