import { Group, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleDashed, IconClockHour4, IconShieldCheck } from "@tabler/icons-react";
import { StatusIcon } from "../../parts/status-badge.tsx";
import { lookOf, type StatusLook, toneVariable } from "../../theme/status.ts";
import type { Standing } from "./waiver-words.ts";
import { say } from "./words.ts";

const LOOKS: Record<Standing, StatusLook> = {
  requested: lookOf(IconClockHour4, "warn", () => say.standing.requested),
  "to come": lookOf(IconCircleDashed, "none", () => say.standing["to come"]),
  "in force": lookOf(IconShieldCheck, "none", () => say.standing["in force"]),
  "ends soon": lookOf(IconAlertTriangle, "warn", () => say.standing["ends soon"]),
  over: lookOf(IconCircleDashed, "none", () => say.standing.over),
  refused: lookOf(IconCircleDashed, "none", () => say.standing.refused),
  withdrawn: lookOf(IconCircleDashed, "none", () => say.standing.withdrawn),
  ended: lookOf(IconCircleDashed, "none", () => say.standing.ended),
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
