import { Skeleton, Stack, Table, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { policyVersionsQuery } from "../../api/queries.ts";
import { TextLink } from "../../parts/links.tsx";
import { MoreButton } from "../../parts/more-button.tsx";
import { moveBetweenRows } from "../../parts/move-between-rows.ts";
import { Panel } from "../../parts/panel.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";

/** Every version with who brought it into force, when and why. */
export function PolicyVersions() {
  const list = useInfiniteQuery(policyVersionsQuery);
  const versions = list.data?.pages.flatMap((page) => page.items);
  return (
    <Panel title="Versions">
      {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {versions === undefined ? (
        <Skeleton height={120} aria-busy />
      ) : (
        <Stack gap="sm">
          <Table aria-label="Versions of the policy" onKeyDown={moveBetweenRows}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col" w={90}>
                  Version
                </Table.Th>
                <Table.Th scope="col">Why</Table.Th>
                <Table.Th scope="col" visibleFrom="sm">
                  Who
                </Table.Th>
                <Table.Th scope="col" w={140}>
                  When
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {versions.map(({ version, reason, author, origin, appliedAt }) => (
                <Table.Tr key={version}>
                  <Table.Td>
                    <TextLink to="/policy/versions/$version" params={{ version }} size="sm" fw={600} data-row-link>
                      {version}
                    </TextLink>
                  </Table.Td>
                  <Table.Td style={{ overflowWrap: "anywhere" }}>
                    <Text size="sm">{reason || "No reason was given."}</Text>
                    <Text size="xs" c="dimmed" hiddenFrom="sm">
                      {whoInWords(author, origin)}
                    </Text>
                  </Table.Td>
                  <Table.Td visibleFrom="sm">
                    <Text size="sm">{whoInWords(author, origin)}</Text>
                  </Table.Td>
                  <Table.Td>
                    <Text size="sm">
                      <TimeAgo at={appliedAt} />
                    </Text>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          <MoreButton list={list} shown={versions.length} />
        </Stack>
      )}
    </Panel>
  );
}

const ORIGINS: Record<string, string> = {
  dashboard: "on the dashboard",
  command: "at the command line",
  file: "from the policy file",
};

/** `Tom Becker, on the dashboard`. */
export function whoInWords(author: string, origin: string): string {
  return [author, ORIGINS[origin] ?? origin].filter(Boolean).join(", ");
}
