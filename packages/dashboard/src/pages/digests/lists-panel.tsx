import { Alert, Stack, Table, Text } from "@mantine/core";
import type { DigestList } from "@muster/shared/digest.ts";
import { IconAlertTriangle, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { digestListsQuery } from "../../api/queries.ts";
import { ButtonLink, TextLink } from "../../parts/links.tsx";
import { Panel } from "../../parts/panel.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { useMay } from "../../parts/use-may.ts";
import { toneVariable } from "../../theme/status.ts";
import { DigestState } from "./digest-state.tsx";

/** Who gets a digest, and what is amiss with it. */
export function ListsPanel() {
  const mayConfigure = useMay("messages.configure");
  const { data, error, refetch } = useQuery(digestListsQuery);
  if (error !== null) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  const lists = data?.items ?? [];
  return (
    <Panel
      title="Lists"
      aside={
        mayConfigure && (
          <ButtonLink
            to="/digests/lists/$id"
            params={{ id: "new" }}
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
          >
            New list
          </ButtonLink>
        )
      }
    >
      <Stack gap="sm">
        {data?.mail.server === null && (
          <Warning title="No mail server">
            Digests are made and kept here, but nobody gets them. Set MUSTER_MAIL_SERVER, and try it with: npm run
            server -- check-mail
          </Warning>
        )}
        {lists
          .filter((list) => list.missedNights.length > 0)
          .map((list) => (
            <Warning key={list.id} title={`${list.name}: no digest was made`}>
              Of {list.missedNights.join(", ")}. The next one says so too.
            </Warning>
          ))}
        <Table aria-label="Lists" layout="fixed">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">List</Table.Th>
              <Table.Th scope="col" w={150}>
                Next
              </Table.Th>
              <Table.Th scope="col" visibleFrom="sm">
                Last
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {lists.map((list) => (
              <ListRow key={list.id} list={list} />
            ))}
          </Table.Tbody>
        </Table>
      </Stack>
    </Panel>
  );
}

function ListRow({ list }: { list: DigestList }) {
  const { recipients, time, timeZone } = list;
  return (
    <Table.Tr>
      <Table.Td>
        <TextLink to="/digests/lists/$id" params={{ id: list.id }} size="sm" fw={600}>
          {list.name}
        </TextLink>
        <Text size="xs" c="dimmed">
          {recipients.length === 1 ? recipients[0] : `${recipients.length} recipients`} at {time} {timeZone}
        </Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm">{list.nextAt === null ? "Paused" : <TimeAgo at={list.nextAt} />}</Text>
      </Table.Td>
      <Table.Td visibleFrom="sm">
        {list.last === null ? <Text size="sm">None yet</Text> : <DigestState digest={list.last} />}
      </Table.Td>
    </Table.Tr>
  );
}

function Warning({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Alert
      role="note"
      variant="outline"
      color={toneVariable("warn", "ink")}
      title={title}
      icon={<IconAlertTriangle size={18} aria-hidden />}
    >
      <Text size="sm">{children}</Text>
    </Alert>
  );
}
