import { DataList, Group, List, Paper, Stack, Text, Title } from "@mantine/core";
import type { ExplainedVerdict, MachineDetail } from "@muster/shared/api.ts";
import { useNow } from "../../parts/clock.ts";
import { Labelled } from "../../parts/labelled.tsx";
import { TextLink } from "../../parts/links.tsx";
import { ageInDays, exactTime } from "../../parts/relative-time.ts";
import { VerdictBadge } from "../../parts/status-badge.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { toneVariable, VERDICT_LOOKS } from "../../theme/status.ts";
import { say as common } from "../../words/common/words.ts";
import { changesByItself } from "./changes-by-itself.ts";
import { standingOf } from "./standing-of.ts";
import { say } from "./words.ts";

type Props = {
  verdict: ExplainedVerdict /** Whose verdict it is; left out where there is no machine to waive it for. */;
  machine?: MachineDetail;
};

/** One rule: what it says, what was measured against which limit, where from, and how to mend it. */
export function RuleCard({ verdict, machine }: Props) {
  const { status, sentence, remedy } = verdict;
  const title = common.rules[verdict.rule];
  return (
    <Paper
      component="section"
      aria-label={title}
      data-rule={verdict.rule}
      data-status={status}
      style={{ borderInlineStart: `3px solid ${toneVariable(VERDICT_LOOKS[status].tone, "fill")}` }}
    >
      <Stack gap="sm">
        <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
          <Title order={3}>{title}</Title>
          <span key={status} className="fades" style={{ display: "inline-flex" }}>
            <VerdictBadge status={status} />
          </span>
        </Group>
        <Text key={sentence} className="fades" lang="en">
          {sentence}
        </Text>
        <Measured verdict={verdict} />
        {remedy.length > 0 && (
          <div>
            <Title order={4} mb={4}>
              {say.fix}
            </Title>
            <List type="ordered" size="sm" spacing={4} lang="en">
              {remedy.map((step) => (
                <List.Item key={step} style={{ overflowWrap: "anywhere" }}>
                  {step}
                </List.Item>
              ))}
            </List>
          </div>
        )}
        {machine !== undefined && mayBeWaived(verdict, machine) && (
          <TextLink to="/waivers/new" search={{ machine: machine.id, rule: verdict.rule }} size="sm">
            {say.askForWaiver}
          </TextLink>
        )}
      </Stack>
    </Paper>
  );
}

function mayBeWaived({ rule, status, waiver }: ExplainedVerdict, { isRetired, waivers }: MachineDetail): boolean {
  const isAsked = waivers.some((each) => each.state === "requested" && (each.rule === rule || each.rule === null));
  return (status === "fail" || status === "unknown") && waiver === null && !isRetired && !isAsked;
}

function Measured({ verdict }: { verdict: ExplainedVerdict }) {
  const now = useNow();
  // Every report puts off the end of a good silence: until it is overdue there is nothing to announce.
  const isInTouch = verdict.rule === "reporting" && verdict.status === "pass";
  const change = isInTouch ? null : changesByItself(verdict, now);
  const standing = standingOf(verdict);
  return (
    <DataList size="sm" gap={4} labelWidth={96}>
      {verdict.measured !== null && (
        <Labelled label={say.measured}>
          <Text size="sm" fw={600} span>
            {verdict.measured}
          </Text>
          {verdict.countedFrom !== null && (
            <Text size="sm" span title={exactTime(Date.parse(verdict.countedFrom))}>
              {say.old(ageInDays(Date.parse(verdict.countedFrom), now))}
            </Text>
          )}
        </Labelled>
      )}
      {verdict.limit !== null && <Labelled label={say.limit}>{verdict.limit}</Labelled>}
      {verdict.source !== null && (
        <Labelled label={say.source}>
          {verdict.source}
          {verdict.confidence !== null && `, ${say.confidence[verdict.confidence]}`}
        </Labelled>
      )}
      <Labelled label={say.since}>
        <TimeAgo at={verdict.since} />
      </Labelled>
      {verdict.status === "fail" && <Labelled label={say.severity}>{common.severity[verdict.severity]}</Labelled>}
      {standing !== null && <Labelled label={say.standing}>{standing}</Labelled>}
      {verdict.recentFailures > 1 && <Labelled label={say.flapping}>{say.flapped(verdict.recentFailures)}</Labelled>}
      {change !== null && <Labelled label={say.ahead}>{change}</Labelled>}
      {verdict.paragraph !== null && <Labelled label={say.policy}>{verdict.paragraph}</Labelled>}
      {verdict.controls.length > 0 && <Labelled label={say.proves}>{verdict.controls.join(", ")}</Labelled>}
    </DataList>
  );
}
