import { DataList, Stack, Table, Text, Title } from "@mantine/core";
import { describeFacts, type FactField, type FactTable } from "./describe-facts.ts";
import { FactCell } from "./fact-cell.tsx";
import { say } from "./words.ts";

/** As many as can be read side by side on a laptop. */
const MAX_COLUMNS = 7;

/** Whatever a probe has learned, laid out by its own keys. */
export function ProbeFacts({ facts }: { facts: object }) {
  const { fields, tables } = describeFacts(facts);
  return (
    <Stack gap="sm">
      {fields.length > 0 && <Fields fields={fields} />}
      {tables.map((table) =>
        table.rows.length > 0 && table.columns.length > MAX_COLUMNS ? (
          <ThingByThing key={table.key} table={table} />
        ) : (
          <FactTableView key={table.key} table={table} />
        ),
      )}
    </Stack>
  );
}

function Fields({ fields }: { fields: readonly FactField[] }) {
  return (
    <DataList size="sm" className="fact-fields">
      {fields.map((field) => (
        <DataList.Item key={field.key}>
          <DataList.ItemLabel style={{ flex: "0 0 140px", minWidth: 0 }}>{field.label}</DataList.ItemLabel>
          <DataList.ItemValue style={{ flex: 1, minWidth: 0 }}>
            <FactCell value={field.value} />
          </DataList.ItemValue>
        </DataList.Item>
      ))}
    </DataList>
  );
}

/** More columns than fit side by side: each thing below the other, under its name. */
function ThingByThing({ table }: { table: FactTable }) {
  return table.rows.map((row, index) => {
    const name = row.get("name");
    const title = name?.kind === "text" ? name.text : `${table.title} ${index + 1}`;
    const fields = table.columns
      .filter((column) => column.key !== "name" || name?.kind !== "text")
      .map((column) => ({ ...column, value: row.get(column.key) ?? { kind: "untold" as const } }));
    return (
      // Facts carry no id of their own; their order is the machine's.
      // biome-ignore lint/suspicious/noArrayIndexKey: see above
      <Stack key={index} gap={6}>
        <Title order={4}>{title}</Title>
        <Fields fields={fields} />
      </Stack>
    );
  });
}

function FactTableView({ table }: { table: FactTable }) {
  if (table.rows.length === 0) {
    return (
      <Text size="sm">
        {table.title}: <strong>{say.noneFound}</strong>; {say.everySourceRead}.
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
