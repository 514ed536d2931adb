import { Group, Progress, Stack, Text } from "@mantine/core";
import type { FleetSummary } from "@muster/shared/api.ts";
import { RULE_IDS } from "@muster/shared/rules.ts";
import { IconCircleCheck } from "@tabler/icons-react";
import { TextLink } from "../../parts/links.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Teach } from "../../parts/teach.tsx";
import { toneVariable } from "../../theme/status.ts";
import { say as common } from "../../words/common/words.ts";
import { say } from "./words.ts";

export function FlagsByRule({ summary }: { summary: FleetSummary }) {
  const counts = RULE_IDS.map((rule) => ({ rule, count: summary.flagsByRule[rule] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  const most = Math.max(1, ...counts.map(({ count }) => count));
  return (
    <Panel
      title={say.openByRule}
      aside={
        <TextLink to="/flags" size="sm">
          {say.open(summary.openFlags)}
        </TextLink>
      }
    >
      {counts.length === 0 ? (
        <Teach icon={IconCircleCheck} title={say.noOpenFlag}>
          {say.flagsOpenWhen}
        </Teach>
      ) : (
        <Stack gap="sm">
          {counts.map(({ rule, count }) => (
            <Stack key={rule} gap={4}>
              <Group justify="space-between" wrap="nowrap">
                <TextLink to="/flags" search={{ rule }} size="sm">
                  {common.rules[rule]}
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
