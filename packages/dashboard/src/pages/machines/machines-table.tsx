import { Group, Paper, Table, Text } from "@mantine/core";
import type { MachineSummary } from "@muster/shared/api.ts";
import type { RuleId } from "@muster/shared/rules.ts";
import { useNavigate } from "@tanstack/react-router";
import { useNow } from "../../parts/clock.ts";
import { TextLink } from "../../parts/links.tsx";
import { moveBetweenRows } from "../../parts/move-between-rows.ts";
import { osInWords } from "../../parts/os-in-words.ts";
import { ageInDays } from "../../parts/relative-time.ts";
import { MachineBadge, StatusIcon } from "../../parts/status-badge.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { VERDICT_LOOKS } from "../../theme/status.ts";

/** The rules whose measured value has a column of its own. */
const MEASURED: readonly { rule: RuleId; title: string }[] = [
  { rule: "antivirus-definitions", title: "Definitions" },
  { rule: "firewall-enabled", title: "Firewall" },
  { rule: "password-age", title: "Password" },
];

export function MachinesTable({ machines, isFaded }: { machines: readonly MachineSummary[]; isFaded: boolean }) {
  return (
    <Paper p={0} style={{ overflow: "hidden", opacity: isFaded ? 0.6 : 1 }}>
      <Table
        aria-label="Machines"
        className="rows-are-links"
        highlightOnHover={false}
        layout="fixed"
        onKeyDown={moveBetweenRows}
      >
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" w={148} visibleFrom="sm">
              Status
            </Table.Th>
            <Table.Th scope="col" w={{ md: "15%" }}>
              Machine
            </Table.Th>
            <Table.Th scope="col" visibleFrom="md">
              Why
            </Table.Th>
            {MEASURED.map(({ rule, title }) => (
              <Table.Th key={rule} scope="col" w="9%" visibleFrom="lg">
                {title}
              </Table.Th>
            ))}
            <Table.Th scope="col" w={110}>
              Last seen
            </Table.Th>
            <Table.Th scope="col" w="10%" visibleFrom="xl">
              System
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {machines.map((machine) => (
            <MachineRow key={machine.id} machine={machine} />
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

/** Every cell keeps its height whatever it says, so that a change in one row never moves the rows below it. */
function MachineRow({ machine }: { machine: MachineSummary }) {
  const navigate = useNavigate();
  return (
    <Table.Tr
      data-status={machine.status}
      onClick={(event) => {
        // A link inside the row has its own say, and a person may be selecting text.
        if (event.target instanceof Element && event.target.closest("a") !== null) return;
        if (window.getSelection()?.toString()) return;
        void navigate({ to: "/machines/$id", params: { id: machine.id } });
      }}
    >
      <Table.Td visibleFrom="sm">
        <span key={machine.status} className="fades" style={{ display: "flex" }}>
          <MachineBadge status={machine.status} />
        </span>
      </Table.Td>
      <Table.Td>
        <TextLink
          to="/machines/$id"
          params={{ id: machine.id }}
          fw={600}
          size="sm"
          c="var(--mantine-color-text)"
          className="clip"
          display="block"
          title={machine.name}
          data-row-link
        >
          {machine.name}
        </TextLink>
        <Group hiddenFrom="sm" mt={4}>
          <MachineBadge status={machine.status} />
        </Group>
        <Text hiddenFrom="md" size="xs" c="dimmed" mt={2} mih="2lh" lineClamp={2}>
          {machine.sentence}
        </Text>
      </Table.Td>
      <Table.Td visibleFrom="md">
        <Text key={machine.sentence} size="sm" className="fades clip" title={machine.sentence}>
          {machine.sentence}
        </Text>
      </Table.Td>
      {MEASURED.map(({ rule }) => (
        <Table.Td key={rule} visibleFrom="lg">
          <MeasuredCell entry={machine.rules.find((candidate) => candidate.rule === rule)} />
        </Table.Td>
      ))}
      <Table.Td>
        <Text size="sm" c={machine.isOnline ? "var(--mantine-color-text)" : "dimmed"}>
          <LastSeen machine={machine} />
        </Text>
      </Table.Td>
      <Table.Td visibleFrom="xl">
        <Text size="sm" c="dimmed" className="clip" title={osInWords(machine)}>
          {osInWords(machine)}
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}

function LastSeen({ machine }: { machine: MachineSummary }) {
  if (machine.isOnline) return "Online";
  return machine.lastSeenAt === null ? "Never" : <TimeAgo at={machine.lastSeenAt} />;
}

function MeasuredCell({ entry }: { entry: MachineSummary["rules"][number] | undefined }) {
  const now = useNow();
  if (entry === undefined) {
    return (
      <Text size="sm" c="dimmed" className="clip" title="The policy does not hold this machine to the rule">
        Not held to
      </Text>
    );
  }
  const look = VERDICT_LOOKS[entry.status];
  const age = entry.countedFrom === null ? null : ageInDays(Date.parse(entry.countedFrom), now);
  const words = age === null ? (entry.measured ?? look.word) : age;
  return (
    <Group
      key={`${entry.status} ${words}`}
      gap={6}
      wrap="nowrap"
      className="fades"
      title={`${look.word}: ${entry.measured ?? words}`}
    >
      {entry.status !== "pass" && <StatusIcon look={look} size={14} />}
      <Text size="sm" className="clip">
        {words}
      </Text>
    </Group>
  );
}
