import { Group, Progress, Stack, Text } from "@mantine/core";
import type { FleetSummary } from "@muster/shared/api.ts";
import { RULE_IDS, RULE_TITLES } from "@muster/shared/rules.ts";
import { IconCircleCheck } from "@tabler/icons-react";
import { TextLink } from "../../parts/links.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Teach } from "../../parts/teach.tsx";
import { toneVariable } from "../../theme/status.ts";

export function FlagsByRule({ summary }: { summary: FleetSummary }) {
  const counts = RULE_IDS.map((rule) => ({ rule, count: summary.flagsByRule[rule] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  const most = Math.max(1, ...counts.map(({ count }) => count));
  return (
    <Panel
      title="Open flags by rule"
      aside={
        <TextLink to="/flags" size="sm">
          {summary.openFlags} open
        </TextLink>
      }
    >
      {counts.length === 0 ? (
        <Teach icon={IconCircleCheck} title="No open flag">
          A flag opens when a machine fails a rule of the policy, or cannot be judged for too long.
        </Teach>
      ) : (
        <Stack gap="sm">
          {counts.map(({ rule, count }) => (
            <Stack key={rule} gap={4}>
              <Group justify="space-between" wrap="nowrap">
                <TextLink to="/flags" search={{ rule }} size="sm">
                  {RULE_TITLES[rule]}
                </TextLink>
                <Text key={count} size="sm" fw={600} className="fades">
                  {count}
                </Text>
              </Group>
              <Progress value={(count / most) * 100} size="sm" color={toneVariable("bad", "fill")} aria-hidden />
            </Stack>
          ))}
        </Stack>
      )}
    </Panel>
  );
}
