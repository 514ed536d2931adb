import { Group, List, Stack, Table, Text, Title } from "@mantine/core";
import { RULE_IDS, RULE_TITLES } from "@muster/shared/rules.ts";
import type { FleetStanding, WhatIfToday as Today, WhatIfGroup } from "@muster/shared/what-if.ts";
import { TextLink } from "../../parts/links.tsx";
import { StatusIcon } from "../../parts/status-badge.tsx";
import { MACHINE_LOOKS, MACHINE_STATUSES, toneVariable } from "../../theme/status.ts";
import { whatIfSentence } from "./what-if-sentence.ts";

/** The present day's answer: who would move where, with names and reasons. */
export function WhatIfToday({ today }: { today: Today }) {
  return (
    <Stack gap="md" data-testid="what-if-today">
      <Text fw={600}>{whatIfSentence(today)}</Text>
      <Bars today={today} />
      <Moves today={today} />
      <Names title="Would newly fail" group={today.newlyFailing} />
      <Names title="Would newly be warned of" group={today.newlyWarned} />
      <Names title="Would fail no rule any more" group={today.recovered} />
      <Rules before={today.before} after={today.after} />
      <Text size="sm" c="dimmed">
        {mailSentence(today)}
      </Text>
    </Stack>
  );
}

function mailSentence({ digestNames, digestTo }: Today): string {
  const machines = digestNames === 1 ? "1 machine" : `${digestNames} machines`;
  if (digestNames === 0) return "The next digest would name no machine that it would not name anyway.";
  const to = digestTo.length === 0 ? "Nobody gets it by mail" : `It goes to ${digestTo.join(", ")}`;
  return `The next digest would newly name ${machines}. ${to}.`;
}

function Bars({ today }: { today: Today }) {
  return (
    <Stack gap={6}>
      <Bar label="Now" standing={today.before} />
      <Bar label="Then" standing={today.after} />
      <Group gap="4px 16px">
        {MACHINE_STATUSES.filter((status) => today.before.byStatus[status] || today.after.byStatus[status]).map(
          (status) => (
            <Group key={status} gap={6} wrap="nowrap">
              <StatusIcon look={MACHINE_LOOKS[status]} />
              <Text size="sm">
                {MACHINE_LOOKS[status].word} {today.before.byStatus[status] ?? 0} → {today.after.byStatus[status] ?? 0}
              </Text>
            </Group>
          ),
        )}
      </Group>
    </Stack>
  );
}

/** The figures stand in words below: the bar is for the eye. */
function Bar({ label, standing }: { label: string; standing: FleetStanding }) {
  return (
    <Group gap="sm" wrap="nowrap" aria-hidden>
      <Text size="xs" c="dimmed" w={36}>
        {label}
      </Text>
      <div className="status-bar" style={{ flex: 1 }}>
        {MACHINE_STATUSES.toReversed().map((status) => {
          const count = standing.byStatus[status] ?? 0;
          return (
            count > 0 && (
              <span
                key={status}
                style={{ flexGrow: count, minWidth: 4, background: toneVariable(MACHINE_LOOKS[status].tone, "fill") }}
              />
            )
          );
        })}
      </div>
    </Group>
  );
}

function Moves({ today }: { today: Today }) {
  if (today.moves.length === 0) return null;
  return (
    <List size="sm" spacing={2} aria-label="Moves">
      {today.moves.map(({ from, to, count }) => (
        <List.Item key={`${from} ${to}`}>
          {count} {count === 1 ? "machine" : "machines"}: {MACHINE_LOOKS[from].word.toLowerCase()} →{" "}
          <b>{MACHINE_LOOKS[to].word.toLowerCase()}</b>
        </List.Item>
      ))}
    </List>
  );
}

function Names({ title, group }: { title: string; group: WhatIfGroup }) {
  if (group.count === 0) return null;
  const more = group.count - group.examples.length;
  return (
    <section aria-label={title}>
      <Title order={3} mb={4}>
        {title}: {group.count}
      </Title>
      <Stack gap={4}>
        {group.examples.map(({ machineId, name, sentence }) => (
          <Text key={machineId} size="sm" style={{ overflowWrap: "anywhere" }}>
            <TextLink to="/machines/$id" params={{ id: machineId }} size="sm" fw={600}>
              {name}
            </TextLink>{" "}
            {sentence}
          </Text>
        ))}
        {more > 0 && (
          <Text size="sm" c="dimmed">
            and {more} more
          </Text>
        )}
      </Stack>
    </section>
  );
}

/** Only the rules for which anything differs: the others would be a page of equal numbers. */
function Rules({ before, after }: { before: FleetStanding; after: FleetStanding }) {
  const differing = RULE_IDS.filter(
    (rule) => JSON.stringify(before.byRule[rule] ?? null) !== JSON.stringify(after.byRule[rule] ?? null),
  );
  if (differing.length === 0) return null;
  // Held together, so that a narrow screen does not part a figure from its arrow.
  const pair = (was: number | undefined, becomes: number | undefined) => `${was ?? "–"}\u00a0→\u00a0${becomes ?? "–"}`;
  return (
    <Table.ScrollContainer minWidth={300} type="native">
      <Table fz="sm" aria-label="By rule" horizontalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Rule</Table.Th>
            <Table.Th scope="col">Fails</Table.Th>
            <Table.Th scope="col">Warning</Table.Th>
            <Table.Th scope="col">Unknown</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {differing.map((rule) => {
            const [was, becomes] = [before.byRule[rule], after.byRule[rule]];
            return (
              <Table.Tr key={rule}>
                <Table.Td>{RULE_TITLES[rule]}</Table.Td>
                <Table.Td>{pair(was?.fail, becomes?.fail)}</Table.Td>
                <Table.Td>{pair(was?.warn, becomes?.warn)}</Table.Td>
                <Table.Td>{pair(was?.unknown, becomes?.unknown)}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
