import { Accordion, Code, Group, Paper, Stack, Table, Text, Title } from "@mantine/core";
import type { EvidenceMachine, EvidenceVerdict } from "@muster/shared/evidence.ts";
import { PROBES } from "@muster/shared/facts/index.ts";
import { RULE_TITLES } from "@muster/shared/rules.ts";
import { TextLink } from "../../parts/links.tsx";
import { PLATFORM_WORDS } from "../../parts/os-in-words.ts";
import { exactTime } from "../../parts/relative-time.ts";
import { MachineBadge, VerdictBadge } from "../../parts/status-badge.tsx";
import { toneVariable } from "../../theme/status.ts";
import { SEAL_WORDS } from "./proof-words.ts";

/** One machine as it stood, rule by rule, with the facts that it had reported. */
export function MachineThen({ machine }: { machine: EvidenceMachine }) {
  const { name, status, statusSince, verdicts, facts, flags, waivers } = machine;
  return (
    <Paper component="section" aria-label={name} data-machine={machine.id} className="whole-on-paper">
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Title order={2}>
            <TextLink to="/machines/$id" params={{ id: machine.id }} inherit>
              {name}
            </TextLink>
          </Title>
          <MachineBadge status={status} />
        </Group>
        <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
          {standing(machine)}
        </Text>
        {statusSince !== null && <Text size="sm">{statusSince.sentence}</Text>}
        {verdicts.length > 0 ? (
          <Verdicts verdicts={verdicts} name={name} />
        ) : (
          <Text size="sm">No rule had judged it by then.</Text>
        )}
        {flags.map((flag) => (
          <Text key={flag.rule} size="sm">
            Flag, {flag.severity}, open since {exactTime(Date.parse(flag.openedAt))}: {flag.sentence}
          </Text>
        ))}
        {waivers.map((waiver) => (
          <Text key={waiver.id} size="sm">
            Waiver of {waiver.rule === null ? "every rule" : RULE_TITLES[waiver.rule]} until{" "}
            {exactTime(Date.parse(waiver.endsAt))}, asked for by {waiver.requestedBy}, approved by{" "}
            {waiver.approvedBy ?? "nobody"}: {waiver.reason}
          </Text>
        ))}
        {facts.length > 0 && (
          <Accordion variant="default" order={3}>
            <Accordion.Item value="facts">
              <Accordion.Control>What it had reported</Accordion.Control>
              <Accordion.Panel>
                <Stack gap="sm">
                  {facts.map((fact) => (
                    <div key={fact.probe}>
                      <Text size="sm" fw={600}>
                        {PROBES[fact.probe].title}
                      </Text>
                      <Text size="xs" c="dimmed">
                        {`As of ${exactTime(Date.parse(fact.changedAt))}, report ${fact.sequence}, ${SEAL_WORDS[fact.seal]}`}
                      </Text>
                      <Code
                        block
                        tabIndex={0}
                        aria-label={`${PROBES[fact.probe].title} of ${name}`}
                        style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}
                      >
                        {JSON.stringify(fact.outcome, null, 2)}
                      </Code>
                    </div>
                  ))}
                </Stack>
              </Accordion.Panel>
            </Accordion.Item>
          </Accordion>
        )}
      </Stack>
    </Paper>
  );
}

function Verdicts({ verdicts, name }: { verdicts: readonly EvidenceVerdict[]; name: string }) {
  return (
    <Table.ScrollContainer
      minWidth={560}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, "aria-label": `Rules of ${name}` } }}
    >
      <Table aria-label={`Rules of ${name}`}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Rule</Table.Th>
            <Table.Th scope="col">Written down</Table.Th>
            <Table.Th scope="col">Judged anew</Table.Th>
            <Table.Th scope="col">Why</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {verdicts.map((verdict) => (
            <Verdict key={verdict.rule} verdict={verdict} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Verdict({ verdict: { rule, recorded, judgedAnew } }: { verdict: EvidenceVerdict }) {
  const isOther = recorded !== null && judgedAnew !== null && recorded.status !== judgedAnew.status;
  return (
    <Table.Tr data-rule={rule}>
      <Table.Td>
        <Text size="sm" fw={600}>
          {RULE_TITLES[rule]}
        </Text>
        {judgedAnew !== null && judgedAnew.controls.length > 0 && (
          <Text size="xs" c="dimmed">
            {judgedAnew.controls.join(", ")}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        {recorded === null ? (
          <Text size="sm">nothing</Text>
        ) : (
          <>
            <VerdictBadge status={recorded.status} />
            <Text size="xs" c={recorded.seal === "altered" ? toneVariable("bad", "ink") : "dimmed"}>
              {`since ${exactTime(Date.parse(recorded.since))}, ${SEAL_WORDS[recorded.seal]}`}
            </Text>
          </>
        )}
      </Table.Td>
      <Table.Td>
        {judgedAnew === null ? (
          <Text size="sm" c="dimmed">
            rests on contact
          </Text>
        ) : (
          <VerdictBadge status={judgedAnew.status} />
        )}
        {isOther && (
          <Text size="xs" c={toneVariable("bad", "ink")}>
            differs
          </Text>
        )}
      </Table.Td>
      <Table.Td style={{ overflowWrap: "anywhere" }}>
        <Text size="sm">{judgedAnew?.sentence ?? recorded?.sentence}</Text>
      </Table.Td>
    </Table.Tr>
  );
}

function standing({ platform, site, tags, enrolledAt, report, policyVersion }: EvidenceMachine): string {
  return [
    PLATFORM_WORDS[platform],
    ...(site === null ? [] : [`site ${site}`]),
    ...(tags.length === 0 ? [] : [`tagged ${tags.join(", ")}`]),
    `enrolled ${exactTime(Date.parse(enrolledAt))}`,
    report === null
      ? "no whole report of then is kept"
      : `last whole report ${report.sequence}, taken in ${exactTime(Date.parse(report.receivedAt))}`,
    ...(policyVersion === null ? [] : [`judged by policy version ${policyVersion}`]),
  ].join("; ");
}
