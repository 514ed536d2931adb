import { Badge, Button, Group, Table, Text } from "@mantine/core";
import type { Invitation, Operator } from "@muster/shared/api.ts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { sessionQuery } from "../../api/queries.ts";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { ChangeAccess } from "./change-access.tsx";

type Props = { operator: Operator; mayChange: boolean; onInvited: (invitation: Invitation) => void };

export function OperatorRow({ operator, mayChange, onInvited }: Props) {
  const { data: session } = useQuery(sessionQuery);
  const [isOpen, setOpen] = useState(false);
  const isSelf = session?.operatorId === operator.id;
  return (
    <Table.Tr data-operator={operator.name}>
      <Table.Td>
        <Group gap={6}>
          <Text size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
            {operator.name}
          </Text>
          {isSelf && (
            <Text size="sm" c="dimmed">
              (you)
            </Text>
          )}
          {operator.isDisabled && (
            <Badge variant="default" radius="sm" tt="none" fw={500}>
              may not sign in
            </Badge>
          )}
        </Group>
      </Table.Td>
      <Table.Td>
        <Text size="sm">{operator.role}</Text>
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <Text size="sm">
          {operator.lastSignInAt === null ? "Never" : <TimeAgo at={operator.lastSignInAt} />}
          {operator.sessions > 0 && `, ${operator.sessions} open`}
        </Text>
      </Table.Td>
      <Table.Td visibleFrom="md">
        <Text size="sm">
          <TimeAgo at={operator.createdAt} /> by {operator.createdBy}
        </Text>
      </Table.Td>
      {mayChange && (
        <Table.Td>
          {isSelf ? (
            <Text size="sm" c="dimmed">
              Another owner changes yours
            </Text>
          ) : (
            <>
              <Button
                size="compact-xs"
                variant="default"
                aria-label={`Change access of ${operator.name}`}
                onClick={() => setOpen(true)}
              >
                Access…
              </Button>
              {isOpen && <ChangeAccess operator={operator} onInvited={onInvited} onClose={() => setOpen(false)} />}
            </>
          )}
        </Table.Td>
      )}
    </Table.Tr>
  );
}
