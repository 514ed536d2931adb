import { Button, Group, Skeleton, Stack, Table, Text } from "@mantine/core";
import type { Alert } from "@muster/shared/alert.ts";
import { IconBellCheck } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ALERTS_KEY, acknowledgeAlert, alertsQuery } from "../../api/alerts.ts";
import { TextLink } from "../../parts/links.tsx";
import { Page } from "../../parts/page.tsx";
import { Panel } from "../../parts/panel.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { Teach } from "../../parts/teach.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { useMay } from "../../parts/use-may.ts";
import { ChannelsPanel } from "./channels-panel.tsx";
import { MessagesPanel } from "./messages-panel.tsx";

const STATES: Record<Alert["state"], string> = {
  gathering: "Waiting whether it lasts",
  open: "Open",
  acknowledged: "Acknowledged",
  healed: "Recovered",
};

export function AlertsPage() {
  const mayReadMessages = useMay("messages.read");
  const { data, error, refetch } = useQuery(alertsQuery);
  const alerts = data?.items ?? [];
  const open = alerts.filter((alert) => alert.state === "open").length;
  return (
    <Page
      tabTitle="Alerts"
      heading="Alerts"
      lead={
        open === 0
          ? "Nothing waits for somebody to look at it. One alert is one cause, however many machines it is on."
          : `${open} ${open === 1 ? "alert waits" : "alerts wait"} for somebody to look at ${open === 1 ? "it" : "them"}.`
      }
    >
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null ? (
        <Skeleton height={160} aria-busy />
      ) : alerts.length > 0 ? (
        <AlertsTable alerts={alerts} />
      ) : (
        <Teach icon={IconBellCheck} title="No alert yet">
          With a channel below, failures are told of two minutes after they begin, as severe as the channel wants them.
        </Teach>
      )}
      {mayReadMessages && (
        <>
          <ChannelsPanel />
          <MessagesPanel />
        </>
      )}
    </Page>
  );
}

function AlertsTable({ alerts }: { alerts: readonly Alert[] }) {
  const queries = useQueryClient();
  const mayWork = useMay("flags.work");
  const acknowledging = useMutation({
    mutationFn: acknowledgeAlert,
    onSettled: () => queries.invalidateQueries({ queryKey: [ALERTS_KEY] }),
  });
  return (
    <Panel title="What was told">
      <Stack gap="sm">
        {acknowledging.error !== null && <ProblemNotice error={acknowledging.error} />}
        <Table aria-label="Alerts">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Alert</Table.Th>
              <Table.Th scope="col" w={220}>
                State
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {alerts.map((alert) => (
              <Table.Tr key={alert.id}>
                <Table.Td>
                  <TextLink to="/flags" search={{ rule: alert.rule }} size="sm" fw={600}>
                    {alert.sentence}
                  </TextLink>
                  <Text size="xs" c="dimmed">
                    {alert.severity}, since <TimeAgo at={alert.openedAt} />
                  </Text>
                </Table.Td>
                <Table.Td>
                  <Group gap="xs">
                    <Text size="sm">
                      {STATES[alert.state]}
                      {alert.acknowledgedBy !== null && ` by ${alert.acknowledgedBy}`}
                    </Text>
                    {mayWork && (alert.state === "open" || alert.state === "gathering") && (
                      <Button
                        size="xs"
                        variant="default"
                        aria-label={`Acknowledge: ${alert.sentence}`}
                        loading={acknowledging.isPending && acknowledging.variables === alert.id}
                        onClick={() => acknowledging.mutate(alert.id)}
                      >
                        Acknowledge
                      </Button>
                    )}
                  </Group>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Stack>
    </Panel>
  );
}
