import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { PROBES, type ProbeId } from "@muster/shared/facts/index.ts";
import type { ProbeOutcome } from "@muster/shared/report.ts";
import { StatusIcon } from "../../parts/status-badge.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { VERDICT_LOOKS } from "../../theme/status.ts";
import { ProbeFacts } from "./probe-facts.tsx";

const NOT_READ = {
  unsupported: "Has no meaning on this machine",
  denied: "The agent lacks the right to read it",
  failed: "Could not be read",
} as const;

type Props = { probe: ProbeId; outcome: ProbeOutcome; changedAt: string | undefined };

export function ProbeCard({ probe, outcome, changedAt }: Props) {
  const { title } = PROBES[probe];
  return (
    <Paper component="section" aria-label={`${title} facts`} data-probe={probe} data-kind={outcome.kind}>
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Title order={3}>{title}</Title>
          <Text size="xs" c="dimmed">
            read <TimeAgo at={outcome.observedAt} />
            {changedAt !== undefined && (
              <>
                , changed <TimeAgo at={changedAt} />
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
              <strong>{NOT_READ[outcome.kind]}.</strong> {outcome.reason}
            </Text>
          </Group>
        )}
      </Stack>
    </Paper>
  );
}
