import { Group, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleDashed, IconClockHour4, IconShieldCheck } from "@tabler/icons-react";
import { StatusIcon } from "../../parts/status-badge.tsx";
import { type StatusLook, toneVariable } from "../../theme/status.ts";
import type { Standing } from "./waiver-words.ts";

const LOOKS: Record<Standing, StatusLook> = {
  requested: { word: "Waits", icon: IconClockHour4, tone: "warn" },
  "to come": { word: "To come", icon: IconCircleDashed, tone: "none" },
  "in force": { word: "In force", icon: IconShieldCheck, tone: "none" },
  "ends soon": { word: "Ends soon", icon: IconAlertTriangle, tone: "warn" },
  over: { word: "Over", icon: IconCircleDashed, tone: "none" },
  refused: { word: "Refused", icon: IconCircleDashed, tone: "none" },
  withdrawn: { word: "Withdrawn", icon: IconCircleDashed, tone: "none" },
  ended: { word: "Ended early", icon: IconCircleDashed, tone: "none" },
};

/** How a waiver stands, as icon, word and colour. */
export function WaiverMark({ standing }: { standing: Standing }) {
  const look = LOOKS[standing];
  return (
    <Group gap={6} wrap="nowrap" c={toneVariable(look.tone, "ink")}>
      <StatusIcon look={look} />
      <Text size="sm" span>
        {look.word}
      </Text>
    </Group>
  );
}
