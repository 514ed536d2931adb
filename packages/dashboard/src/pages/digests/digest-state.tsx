import { Group, Text } from "@mantine/core";
import type { DigestSummary } from "@muster/shared/digest.ts";
import { StatusIcon } from "../../parts/status-badge.tsx";
import { VERDICT_LOOKS } from "../../theme/status.ts";

const LOOKS = {
  pending: VERDICT_LOOKS.warn,
  sending: VERDICT_LOOKS.warn,
  sent: VERDICT_LOOKS.pass,
  failed: VERDICT_LOOKS.fail,
  "not-sent": VERDICT_LOOKS["not-applicable"],
} as const;

export function DigestState({ digest }: { digest: DigestSummary }) {
  return (
    <Group gap={6} wrap="nowrap" align="flex-start" data-digest-state={digest.state}>
      <span style={{ paddingTop: 2, display: "inline-flex" }}>
        <StatusIcon look={LOOKS[digest.state]} />
      </span>
      <Text size="sm">{digest.stateSentence}</Text>
    </Group>
  );
}
