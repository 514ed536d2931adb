import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import type { ProbeId } from "@muster/shared/facts/index.ts";
import type { ProbeOutcome } from "@muster/shared/report.ts";
import { StatusIcon } from "../../parts/status-badge.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { VERDICT_LOOKS } from "../../theme/status.ts";
import { say as common } from "../../words/common/words.ts";
import { ProbeFacts } from "./probe-facts.tsx";
import { say } from "./words.ts";

type Props = { probe: ProbeId; outcome: ProbeOutcome; changedAt: string | undefined };

export function ProbeCard({ probe, outcome, changedAt }: Props) {
  const title = common.probes[probe];
  return (
    <Paper component="section" aria-label={say.factsOf(title)} data-probe={probe} data-kind={outcome.kind}>
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Title order={3}>{title}</Title>
          <Text size="xs" c="dimmed">
            {say.read} <TimeAgo at={outcome.observedAt} />
            {changedAt !== undefined && (
              <>
                , {say.changed} <TimeAgo at={changedAt} />
              </>
            )}
          </Text>
        </Group>
        {outcome.kind === "read" ? (
          <ProbeFacts facts={outcome.facts} />
        ) : (
          <Group gap="xs" wrap="nowrap" align="flex-start">
            <StatusIcon
              look={outcome.kind === "unsupported" ? VERDICT_LOOKS["not-applicable"] : VERDICT_LOOKS.unknown}
            />
            <Text size="sm">
              <strong>{say.unread[outcome.kind]}.</strong> <span lang="en">{outcome.reason}</span>
            </Text>
          </Group>
        )}
      </Stack>
    </Paper>
  );
}
