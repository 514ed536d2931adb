import { Checkbox, Paper, Table, Text } from "@mantine/core";
import type { WorkedFlag } from "@muster/shared/flag-work.ts";
import type { KeyboardEvent } from "react";
import { TextLink } from "../../parts/links.tsx";
import { moveBetweenRows } from "../../parts/move-between-rows.ts";
import { TimeAgo } from "../../parts/time-ago.tsx";
import type { Selection } from "../../parts/use-selection.ts";
import { say as common } from "../../words/common/words.ts";
import { say } from "./words.ts";
import { WorkMark } from "./work-mark.tsx";

type Props = { flags: readonly WorkedFlag[]; selection: Selection; onAcknowledge: (flagId: string) => void };

/** j and k move, x ticks, a acknowledges what the focus is on. */
export function FlagsTable({ flags, selection, onAcknowledge }: Props) {
  const open = flags.filter((flag) => flag.resolvedAt === null).map((flag) => flag.id);
  const ticked = open.filter((id) => selection.ids.has(id)).length;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>("tr[data-flag]") : null;
    const id = row?.dataset.flag;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (id !== undefined && isPlain && open.includes(id) && (event.key === "x" || event.key === "a")) {
      event.preventDefault();
      if (event.key === "x") selection.toggle(id);
      else onAcknowledge(id);
      return;
    }
    moveBetweenRows(event);
  };
  return (
    <Paper p={0} style={{ overflow: "hidden" }} data-steady>
      <Table aria-label={say.title} layout="fixed" onKeyDown={onKeyDown}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" w={40}>
              <Checkbox
                size="xs"
                aria-label={say.selectAll}
                disabled={open.length === 0}
                checked={open.length > 0 && ticked === open.length}
                indeterminate={ticked > 0 && ticked < open.length}
                onChange={() => (ticked === open.length ? selection.clear() : selection.add(open))}
              />
            </Table.Th>
            <Table.Th scope="col">{say.machine}</Table.Th>
            <Table.Th scope="col" w="18%" visibleFrom="sm">
              {say.rule}
            </Table.Th>
            <Table.Th scope="col" w="34%" visibleFrom="md">
              {say.found}
            </Table.Th>
            <Table.Th scope="col" w={90} visibleFrom="lg">
              {say.severity}
            </Table.Th>
            <Table.Th scope="col" w={120}>
              {say.opened}
            </Table.Th>
            <Table.Th scope="col" w={150} visibleFrom="sm">
              {say.state}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {flags.map((flag) => (
            <FlagRow
              key={flag.id}
              flag={flag}
              isTicked={selection.ids.has(flag.id)}
              onTick={() => selection.toggle(flag.id)}
            />
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

function FlagRow({ flag, isTicked, onTick }: { flag: WorkedFlag; isTicked: boolean; onTick: () => void }) {
  const isOpen = flag.resolvedAt === null;
  return (
    <Table.Tr data-rule={flag.rule} data-flag={flag.id}>
      <Table.Td>
        {isOpen && (
          <Checkbox
            size="xs"
            aria-label={say.select(flag.machineName, common.rules[flag.rule])}
            checked={isTicked}
            onChange={onTick}
          />
        )}
      </Table.Td>
      <Table.Td>
        <TextLink
          to="/machines/$id"
          params={{ id: flag.machineId }}
          size="sm"
          fw={600}
          display="block"
          className="clip"
          data-row-link
        >
          {flag.machineName}
        </TextLink>
        <Text size="xs" hiddenFrom="sm" mt={4} component="div">
          <WorkMark flag={flag} />
          {common.rules[flag.rule]}
        </Text>
        <Text size="xs" c="dimmed" hiddenFrom="md" mt={2} lang="en">
          {flag.sentence}
        </Text>
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <Text size="sm">{common.rules[flag.rule]}</Text>
      </Table.Td>
      <Table.Td visibleFrom="md" style={{ overflowWrap: "anywhere" }}>
        <Text size="sm" lang="en">
          {flag.sentence}
        </Text>
        {flag.work.note !== null && (
          <Text size="xs" c="dimmed">
            {say.noteSaid(flag.work.note)}
          </Text>
        )}
      </Table.Td>
      <Table.Td visibleFrom="lg">
        <Text size="sm">{common.severity[flag.severity]}</Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm">
          <TimeAgo at={flag.openedAt} />
        </Text>
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <WorkMark flag={flag} />
      </Table.Td>
    </Table.Tr>
  );
}
