import { Code, Paper, Stack, Table, Text, UnstyledButton } from "@mantine/core";
import type { AuditEntry } from "@muster/shared/audit.ts";
import { useId, useState } from "react";
import { moveBetweenRows } from "../../parts/move-between-rows.ts";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { toneVariable } from "../../theme/status.ts";
import { actWords, outcomeWords, whereOf, whoOf } from "./entry-words.ts";

export function AuditEntries({ entries }: { entries: readonly AuditEntry[] }) {
  return (
    <Paper p={0} style={{ overflow: "hidden" }}>
      <Table aria-label="Audit log" layout="fixed" onKeyDown={moveBetweenRows}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Who did what</Table.Th>
            <Table.Th scope="col" w="26%" visibleFrom="sm">
              Outcome
            </Table.Th>
            <Table.Th scope="col" w={130}>
              When
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => (
            <Entry key={entry.number} entry={entry} />
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

/** One entry; a press shows all that was written down of it. */
function Entry({ entry }: { entry: AuditEntry }) {
  const [isOpen, setIsOpen] = useState(false);
  const detailsId = useId();
  const outcome = outcomeWords(entry);
  const ink = entry.outcome === "done" ? "var(--mantine-color-text)" : toneVariable("bad", "ink");
  return (
    <>
      <Table.Tr data-entry={entry.number}>
        <Table.Td style={{ overflowWrap: "anywhere" }}>
          <UnstyledButton
            data-row-link
            aria-expanded={isOpen}
            aria-controls={isOpen ? detailsId : undefined}
            onClick={() => setIsOpen(!isOpen)}
          >
            <Text size="sm">
              <Text span inherit fw={600}>
                {whoOf(entry)}
              </Text>
              : {actWords(entry.act)}
            </Text>
            <Text size="xs" c="dimmed">
              {whereOf(entry)}
              {entry.subject !== null && `, about ${entry.subject}`}
            </Text>
          </UnstyledButton>
          <Text size="xs" c={ink} hiddenFrom="sm">
            {outcome}
          </Text>
        </Table.Td>
        <Table.Td visibleFrom="sm" style={{ overflowWrap: "anywhere" }}>
          <Text size="sm" c={ink}>
            {outcome}
          </Text>
        </Table.Td>
        <Table.Td>
          <Text size="sm">
            <TimeAgo at={entry.at} />
          </Text>
        </Table.Td>
      </Table.Tr>
      {isOpen && (
        <Table.Tr id={detailsId}>
          <Table.Td colSpan={3}>
            <Stack gap={4}>
              <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
                Entry {entry.number}, {entry.at}
                {entry.who?.role && `, as ${entry.who.role}`}, {entry.act}. Hash {entry.hash}
              </Text>
              <Code
                block
                tabIndex={0}
                aria-label={`Details of entry ${entry.number}`}
                style={{ whiteSpace: "pre-wrap" }}
              >
                {JSON.stringify(entry.details, null, 2)}
              </Code>
            </Stack>
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}
