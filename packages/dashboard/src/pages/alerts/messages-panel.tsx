import { Button, Table, Text, VisuallyHidden } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ALERTS_KEY, alertMessagesQuery, replayAlertMessage } from "../../api/alerts.ts";
import { Panel } from "../../parts/panel.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { useMay } from "../../parts/use-may.ts";

/** The last messages on every channel, and what became of them. */
export function MessagesPanel() {
  const { data } = useQuery(alertMessagesQuery);
  const queries = useQueryClient();
  const mayConfigure = useMay("messages.configure");
  const replaying = useMutation({
    mutationFn: replayAlertMessage,
    onSettled: () => queries.invalidateQueries({ queryKey: [ALERTS_KEY] }),
  });
  if (data === undefined || data.items.length === 0) return null;
  return (
    <Panel title="Messages">
      {replaying.error !== null && <ProblemNotice error={replaying.error} />}
      <Table aria-label="Messages">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Message</Table.Th>
            <Table.Th scope="col" visibleFrom="sm">
              Delivery
            </Table.Th>
            <Table.Th scope="col" w={120}>
              <VisuallyHidden>Again</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.items.map((message) => (
            <Table.Tr key={message.id}>
              <Table.Td>
                <Text size="sm">{message.title}</Text>
                <Text size="xs" c="dimmed">
                  {message.channelName ?? "a channel that was removed"}, <TimeAgo at={message.createdAt} />
                </Text>
              </Table.Td>
              <Table.Td visibleFrom="sm">
                <Text size="sm">{message.state}</Text>
                <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
                  {message.response}
                </Text>
              </Table.Td>
              <Table.Td>
                {mayConfigure && (message.state === "failed" || message.state === "sent") && (
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={`Send again: ${message.title}`}
                    onClick={() => replaying.mutate(message.id)}
                  >
                    Send again
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  );
}
