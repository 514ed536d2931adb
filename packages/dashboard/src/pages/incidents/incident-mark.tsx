import { Group, Text } from "@mantine/core";
import type { Incident } from "@muster/shared/incident.ts";
import { IconAlertOctagon, IconAlertTriangle, IconCircleCheck, IconEye, type TablerIcon } from "@tabler/icons-react";
import { type Tone, toneVariable } from "../../theme/status.ts";

type Look = { word: string; icon: TablerIcon; tone: Tone };

const STATES: Record<Incident["state"], Look> = {
  open: { word: "Open", icon: IconAlertOctagon, tone: "bad" },
  acknowledged: { word: "Acknowledged", icon: IconEye, tone: "warn" },
  closed: { word: "Closed", icon: IconCircleCheck, tone: "good" },
};
const SEVERITIES: Record<Incident["severity"], Look> = {
  critical: { word: "Critical", icon: IconAlertOctagon, tone: "bad" },
  high: { word: "High", icon: IconAlertOctagon, tone: "bad" },
  medium: { word: "Medium", icon: IconAlertTriangle, tone: "warn" },
  low: { word: "Low", icon: IconAlertTriangle, tone: "none" },
};

export function IncidentStateMark({ state }: { state: Incident["state"] }) {
  return <Mark look={STATES[state]} />;
}

export function SeverityMark({ severity }: { severity: Incident["severity"] }) {
  return <Mark look={SEVERITIES[severity]} />;
}

/** Icon, word and colour, always all three. */
function Mark({ look: { word, icon: Icon, tone } }: { look: Look }) {
  return (
    <Group gap={6} wrap="nowrap" c={toneVariable(tone, "ink")}>
      <Icon size={16} aria-hidden style={{ flexShrink: 0 }} />
      <Text size="sm" span>
        {word}
      </Text>
    </Group>
  );
}
