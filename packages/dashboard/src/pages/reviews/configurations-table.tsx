import { Badge, Table, Text } from "@mantine/core";
import type { FirewallLook } from "@muster/shared/firewall-review.ts";
import { TextLink } from "../../parts/links.tsx";
import { configurationInWords } from "./review-words.ts";

export function ConfigurationsTable({ look }: { look: FirewallLook }) {
  const { configurations, machines, unread } = look;
  return (
    <>
      <Text size="sm">
        {machines === 1 ? "1 machine" : `${machines} machines`}
        {unread > 0 && `, of which ${unread} could not be read`}.
      </Text>
      {configurations.length > 0 && (
        <Table aria-label="Configurations" layout="fixed">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Configuration</Table.Th>
              <Table.Th scope="col" w="34%">
                Machines
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {configurations.map(({ configuration, machines: count, examples, isNew }) => (
              <Table.Tr key={configurationInWords(configuration)} data-configuration>
                <Table.Td style={{ overflowWrap: "anywhere" }}>
                  <Text size="sm">{configurationInWords(configuration)}</Text>
                  {isNew && (
                    <Badge variant="default" size="sm" radius="sm" tt="none">
                      new since the last review
                    </Badge>
                  )}
                </Table.Td>
                <Table.Td style={{ overflowWrap: "anywhere" }}>
                  <Text size="sm">{count}</Text>
                  <Text size="xs" c="dimmed">
                    {examples.map(({ id, name }, index) => (
                      <span key={id}>
                        {index > 0 && ", "}
                        <TextLink to="/machines/$id" params={{ id }} inherit underline="always">
                          {name}
                        </TextLink>
                      </span>
                    ))}
                    {count > examples.length && ` and ${count - examples.length} more`}
                  </Text>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </>
  );
}
