import { Button, Group, Table, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { WallLink } from "@muster/shared/wall.ts";
import { IconDeviceTv } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { revokeWallLink, wallLinksQuery } from "../../api/walls.ts";
import { useNow } from "../../parts/clock.ts";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { Teach } from "../../parts/teach.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";

export function WallTable({ walls }: { walls: readonly WallLink[] }) {
  if (walls.length === 0) {
    return (
      <Teach icon={IconDeviceTv} title="No wall screen yet">
        Name the place where the screen hangs, and open the link that you get on it.
      </Teach>
    );
  }
  return (
    <Table aria-label="Wall screens" layout="fixed">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Where</Table.Th>
          <Table.Th scope="col" w={150} visibleFrom="sm">
            Last asked
          </Table.Th>
          <Table.Th scope="col" w={190} visibleFrom="md">
            Made
          </Table.Th>
          <Table.Th scope="col" w={130}>
            Ends
          </Table.Th>
          <Table.Th scope="col" w={110}>
            Change
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {walls.map((wall) => (
          <WallRow key={wall.id} wall={wall} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function WallRow({ wall }: { wall: WallLink }) {
  const now = useNow();
  const [isSure, sure] = useDisclosure(false);
  const queries = useQueryClient();
  const revoking = useMutation({
    mutationFn: () => revokeWallLink(wall.id),
    onSettled: () => queries.invalidateQueries({ queryKey: wallLinksQuery.queryKey }),
  });
  const hasEnded = wall.revokedAt !== null || Date.parse(wall.expiresAt) <= now;
  return (
    <Table.Tr data-wall={wall.name}>
      <Table.Td style={{ overflowWrap: "anywhere" }}>
        <Text size="sm" fw={600} {...(hasEnded ? { c: "dimmed" } : {})}>
          {wall.name}
        </Text>
        {revoking.error !== null && <ProblemNotice error={revoking.error} />}
      </Table.Td>
      <Table.Td visibleFrom="sm">{wall.lastUsedAt === null ? "never" : <TimeAgo at={wall.lastUsedAt} />}</Table.Td>
      <Table.Td visibleFrom="md">
        <TimeAgo at={wall.createdAt} /> by {wall.createdBy}
      </Table.Td>
      <Table.Td>
        {wall.revokedAt !== null ? (
          <>
            taken back <TimeAgo at={wall.revokedAt} />
          </>
        ) : (
          <TimeAgo at={wall.expiresAt} />
        )}
      </Table.Td>
      <Table.Td>
        {hasEnded ? null : isSure ? (
          <Group gap={4}>
            <Button
              size="compact-xs"
              color="red"
              autoFocus
              loading={revoking.isPending}
              aria-label={`Take back the link of ${wall.name}`}
              onClick={() => revoking.mutate()}
            >
              Take back
            </Button>
            <Button size="compact-xs" variant="default" onClick={sure.close}>
              Keep
            </Button>
          </Group>
        ) : (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Take back the link of ${wall.name}…`}
            onClick={sure.open}
          >
            Take back…
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
