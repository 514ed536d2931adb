import { DataList, Stack, Table, Text } from "@mantine/core";
import { describeFacts, type FactTable } from "./describe-facts.ts";
import { FactCell } from "./fact-cell.tsx";

/** Whatever a probe has learned, laid out by its own keys. */
export function ProbeFacts({ facts }: { facts: object }) {
  const { fields, tables } = describeFacts(facts);
  return (
    <Stack gap="sm">
      {fields.length > 0 && (
        <DataList size="sm" gap={6} labelWidth={150}>
          {fields.map((field) => (
            <DataList.Item key={field.key}>
              <DataList.ItemLabel>{field.label}</DataList.ItemLabel>
              <DataList.ItemValue>
                <FactCell value={field.value} />
              </DataList.ItemValue>
            </DataList.Item>
          ))}
        </DataList>
      )}
      {tables.map((table) => (
        <FactTableView key={table.key} table={table} />
      ))}
    </Stack>
  );
}

function FactTableView({ table }: { table: FactTable }) {
  if (table.rows.length === 0) {
    return (
      <Text size="sm">
        {table.title}: <strong>none found</strong>; every source was read.
      </Text>
    );
  }
  return (
    <Table.ScrollContainer
      minWidth={Math.min(1100, 120 * table.columns.length)}
      type="native"
      tabIndex={0}
      role="group"
      aria-label={table.title}
    >
      <Table fz="sm" verticalSpacing={4} aria-label={table.title}>
        <Table.Thead>
          <Table.Tr>
            {table.columns.map((column) => (
              <Table.Th key={column.key} scope="col">
                {column.label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {table.rows.map((row, index) => (
            // Facts carry no id of their own; their order is the machine's.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <Table.Tr key={index}>
              {table.columns.map((column) => (
                <Table.Td key={column.key}>
                  <FactCell value={row.get(column.key)} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
