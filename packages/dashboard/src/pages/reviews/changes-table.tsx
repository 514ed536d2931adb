import { Badge, Table, Text } from "@mantine/core";
import type { FirewallChange, FirewallLook } from "@muster/shared/firewall-review.ts";
import { TextLink } from "../../parts/links.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { toneVariable } from "../../theme/status.ts";
import { configurationInWords, countsInWords, KIND_LOOKS } from "./review-words.ts";

export function ChangesTable({ look }: { look: FirewallLook }) {
  const { changes, changesByKind, since } = look;
  const total = Object.values(changesByKind).reduce((sum, count) => sum + count, 0);
  if (total === 0) {
    return <Text size="sm">{since === null ? "There is no earlier review to compare with." : "Nothing changed."}</Text>;
  }
  return (
    <>
      <Text size="sm">
        {countsInWords(changesByKind)}
        {changes.length < total && `; the ${changes.length} that need an eye most are shown`}
      </Text>
      <Table aria-label="Changes" layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" w="28%">
              Machine
            </Table.Th>
            <Table.Th scope="col">Before and now</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {changes.map((change) => (
            <Change key={change.machine.id} change={change} />
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}

function Change({ change: { machine, kind, before, after, changedAt } }: { change: FirewallChange }) {
  const { word, tone } = KIND_LOOKS[kind];
  return (
    <Table.Tr data-change={kind}>
      <Table.Td style={{ overflowWrap: "anywhere" }}>
        <TextLink to="/machines/$id" params={{ id: machine.id }} size="sm">
          {machine.name}
        </TextLink>
        <Text size="xs" c="dimmed">
          {machine.site !== null && `${machine.site}, `}
          <TimeAgo at={changedAt} />
        </Text>
        <Badge size="sm" radius="sm" tt="none" c={toneVariable(tone, "ink")} bg={toneVariable(tone, "tint")}>
          {word}
        </Badge>
      </Table.Td>
      <Table.Td style={{ overflowWrap: "anywhere" }}>
        {kind !== "appeared" && (
          <Text size="sm" c="dimmed">
            {configurationInWords(before)}
          </Text>
        )}
        <Text size="sm">{kind === "rules" ? "the same, by other rules" : configurationInWords(after)}</Text>
      </Table.Td>
    </Table.Tr>
  );
}
