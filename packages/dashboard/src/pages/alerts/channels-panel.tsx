import { Button, Code, Group, Stack, Table, Text, VisuallyHidden } from "@mantine/core";
import type { AlertChannel } from "@muster/shared/alert.ts";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  ALERTS_KEY,
  alertChannelsQuery,
  makeAlertChannel,
  removeAlertChannel,
  testAlertChannel,
} from "../../api/alerts.ts";
import { Panel } from "../../parts/panel.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { useMay } from "../../parts/use-may.ts";
import { ChannelForm } from "./channel-form.tsx";

/** The ways on which alerts go out, each with a test. */
export function ChannelsPanel() {
  const { data, error, refetch } = useQuery(alertChannelsQuery);
  const queries = useQueryClient();
  const making = useMutation({
    mutationFn: makeAlertChannel,
    onSuccess: () => queries.invalidateQueries({ queryKey: [ALERTS_KEY] }),
  });
  const channels = data?.items ?? [];
  const mayConfigure = useMay("messages.configure");
  return (
    <Panel title="Channels">
      <Stack gap="md">
        {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {channels.length > 0 && (
          <Table aria-label="Channels">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">Channel</Table.Th>
                <Table.Th scope="col">Hears of</Table.Th>
                <Table.Th scope="col" w={220}>
                  <VisuallyHidden>Actions</VisuallyHidden>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {channels.map((channel) => (
                <ChannelRow key={channel.id} channel={channel} />
              ))}
            </Table.Tbody>
          </Table>
        )}
        {making.data?.secret != null && (
          <Text size="sm" role="status">
            The webhook's secret, shown this once: <Code>{making.data.secret}</Code>
          </Text>
        )}
        {making.error !== null && <ProblemNotice error={making.error} />}
        {mayConfigure && (
          <ChannelForm
            key={making.data?.id ?? "first"}
            isBusy={making.isPending}
            onSubmit={(draft) => making.mutate(draft)}
          />
        )}
      </Stack>
    </Panel>
  );
}

function ChannelRow({ channel }: { channel: AlertChannel }) {
  const mayConfigure = useMay("messages.configure");
  const [isSure, setIsSure] = useState(false);
  const queries = useQueryClient();
  const testing = useMutation({ mutationFn: testAlertChannel });
  const removing = useMutation({
    mutationFn: removeAlertChannel,
    onSuccess: () => queries.invalidateQueries({ queryKey: [ALERTS_KEY] }),
  });
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" fw={600}>
          {channel.name}
        </Text>
        <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
          {channel.kind}: {channel.address}
        </Text>
        <div role="status">
          {testing.data !== undefined && <Text size="xs">Test taken: {testing.data.response}</Text>}
        </div>
        {testing.error !== null && <ProblemNotice error={testing.error} />}
        {removing.error !== null && <ProblemNotice error={removing.error} />}
      </Table.Td>
      <Table.Td>
        <Text size="sm">
          {channel.minSeverity} and above{channel.isEscalation && ", when nobody acknowledges"}
        </Text>
      </Table.Td>
      <Table.Td>
        {mayConfigure && (
          <Group gap="xs" wrap="nowrap">
            <Button
              size="xs"
              variant="default"
              aria-label={`Test ${channel.name}`}
              loading={testing.isPending}
              onClick={() => testing.mutate(channel.id)}
            >
              Test
            </Button>
            <Button
              size="xs"
              variant="default"
              aria-label={isSure ? `Remove ${channel.name} for good` : `Remove ${channel.name}`}
              loading={removing.isPending}
              onClick={() => (isSure ? removing.mutate(channel.id) : setIsSure(true))}
              onBlur={() => setIsSure(false)}
            >
              {isSure ? "Really?" : "Remove"}
            </Button>
          </Group>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
