import { Stack, Text, Title } from "@mantine/core";
import type { WhatIfDay } from "@muster/shared/what-if.ts";
import { useMemo } from "react";
import { DayChart } from "../../parts/day-chart.tsx";
import type { DayLine } from "../../parts/day-chart-props.ts";
import { toneVariable } from "../../theme/status.ts";
import { daysSentence } from "./days-sentence.ts";

const HEIGHT = 160;

/** The past days as they were and as they would have been, for whoever sees and in words. */
export function WhatIfDays({ days }: { days: readonly WhatIfDay[] }) {
  const names = useMemo(() => days.map((day) => day.day), [days]);
  const lines = useMemo((): DayLine[] => {
    const before = days.map((day) => day.failingBefore);
    const after = days.map((day) => day.failingAfter);
    return [
      { label: "in force", colour: "--mantine-color-dimmed", isDashed: true, values: before },
      { label: "rehearsed", colour: "--tone-bad-fill", values: after },
    ];
  }, [days]);
  return (
    <Stack gap={4}>
      <Title order={3}>The last {days.length} days</Title>
      <Text size="sm">{daysSentence(days)}</Text>
      <DayChart days={names} lines={lines} height={HEIGHT} />
      <Text size="xs" c="dimmed">
        Machines that fail a rule at the end of each day: dashed by the policy in force,{" "}
        <span style={{ color: toneVariable("bad", "ink") }}>solid</span> by the rehearsed one. Silence, clocks, graces
        and waivers are left aside.
      </Text>
    </Stack>
  );
}
