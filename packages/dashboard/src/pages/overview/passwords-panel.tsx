import { Skeleton, Stack, Text } from "@mantine/core";
import { DAY_MS } from "@muster/shared/duration.ts";
import type { Outlook } from "@muster/shared/outlook.ts";
import { useQuery } from "@tanstack/react-query";
import { outlookQuery } from "../../api/queries.ts";
import { useNow } from "../../parts/clock.ts";
import { TextLink } from "../../parts/links.tsx";
import { Panel } from "../../parts/panel.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { locale } from "../../words/spoken.ts";
import { type Column, ColumnsChart } from "./columns-chart.tsx";
import { say } from "./words.ts";

/** Which days will bring calls to IT: machines whose passwords must be changed soon. */
export function PasswordsPanel() {
  const { data, error, refetch } = useQuery(outlookQuery);
  const now = useNow();
  return (
    <Panel
      title={say.passwordsEnding}
      aside={
        <TextLink to="/machines" search={{ sort: "password" }} size="sm">
          {say.soonestFirst}
        </TextLink>
      }
    >
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined ? (
        <Skeleton height={150} />
      ) : (
        <Stack gap="xs">
          <ColumnsChart title={say.byPasswordEnd} columns={endColumns(data, now)} />
          <Text size="xs" c="dimmed">
            {passwordsInWords(data)}
          </Text>
        </Stack>
      )}
    </Panel>
  );
}

function endColumns({ passwordsEnding }: Outlook, now: number): Column[] {
  const whole = new Intl.DateTimeFormat(locale(), { weekday: "short", day: "numeric", month: "short" });
  return passwordsEnding.map((count, day) => {
    const until = now + (day + 1) * DAY_MS;
    return {
      label: String(new Date(until).getDate()),
      words: say.byDay(whole.format(until)),
      count,
      tone: day < 3 ? "warn" : "none",
    };
  });
}

export function passwordsInWords({ passwordsEnding, passwordsOver }: Outlook): string {
  const soon = passwordsEnding.reduce((sum, count) => sum + count, 0);
  const ending = soon === 0 ? say.noneEnds : say.ends(soon);
  return passwordsOver === 0 ? ending : `${ending}${say.ended(passwordsOver)}`;
}
