import { Badge, Button, Group, Table, Text, VisuallyHidden } from "@mantine/core";
import type { OpenSession } from "@muster/shared/account.ts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { accountQuery, endOtherSessions, endOwnSession } from "../../api/sign-in.ts";
import { Panel } from "../../parts/panel.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { agentInWords } from "./agent-in-words.ts";

/** Where one is signed in; a session that is not known any more is ended here. */
export function SessionsPanel({ sessions }: { sessions: readonly OpenSession[] }) {
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: accountQuery.queryKey });
  const ending = useMutation({ mutationFn: endOwnSession, onSettled });
  const endingOthers = useMutation({ mutationFn: endOtherSessions, onSettled });
  const error = ending.error ?? endingOthers.error;
  return (
    <Panel
      title="Sessions"
      aside={
        sessions.length > 1 && (
          <Button
            size="compact-sm"
            variant="default"
            loading={endingOthers.isPending}
            onClick={() => endingOthers.mutate()}
          >
            End all others
          </Button>
        )
      }
    >
      {error !== null && <ProblemNotice error={error} />}
      <Table aria-label="Sessions">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Where</Table.Th>
            <Table.Th scope="col" visibleFrom="sm">
              Signed in
            </Table.Th>
            <Table.Th scope="col">Last used</Table.Th>
            <Table.Th scope="col">
              <VisuallyHidden>Act</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sessions.map((session) => (
            <Table.Tr key={session.id} data-session={session.id}>
              <Table.Td style={{ overflowWrap: "anywhere" }}>
                <Group gap="xs">
                  <Text size="sm">{agentInWords(session.agent)}</Text>
                  {session.isThis && (
                    <Badge variant="default" radius="sm" tt="none">
                      this one
                    </Badge>
                  )}
                </Group>
                <Text size="xs" c="dimmed">
                  from {session.address}, by {session.openedWith}
                </Text>
              </Table.Td>
              <Table.Td visibleFrom="sm">
                <Text size="sm">
                  <TimeAgo at={session.signedInAt} />
                </Text>
              </Table.Td>
              <Table.Td>
                <Text size="sm">
                  <TimeAgo at={session.lastUsedAt} />
                </Text>
              </Table.Td>
              <Table.Td ta="end">
                {!session.isThis && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    loading={ending.isPending && ending.variables === session.id}
                    onClick={() => ending.mutate(session.id)}
                    aria-label={`End the session of ${agentInWords(session.agent)} from ${session.address}`}
                  >
                    End
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
