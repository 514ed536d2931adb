import { Stack, Text, Title } from "@mantine/core";
import { PROBE_IDS } from "@muster/shared/facts/index.ts";
import type { CaptureReading } from "@muster/shared/parser-lab.ts";
import { ProbeCard } from "../machine/probe-card.tsx";
import { RuleCard } from "../machine/rule-card.tsx";

/** The facts in a capture, and what the policy says of them. */
export function ReadingView({ reading: { outcomes, verdicts, policyVersion } }: { reading: CaptureReading }) {
  return (
    <Stack gap="lg">
      <Stack gap="sm">
        <Title order={2}>As agents read it</Title>
        {PROBE_IDS.map((probe) => {
          const outcome = outcomes[probe];
          return outcome && <ProbeCard key={probe} probe={probe} outcome={outcome} changedAt={undefined} />;
        })}
      </Stack>
      <Stack gap="sm">
        <Title order={2}>As version {policyVersion} of the policy judges it</Title>
        {verdicts.map((verdict) => (
          <RuleCard key={verdict.rule} verdict={verdict} />
        ))}
        {verdicts.length === 0 && <Text c="dimmed">No rule of the policy weighs this.</Text>}
      </Stack>
    </Stack>
  );
}
