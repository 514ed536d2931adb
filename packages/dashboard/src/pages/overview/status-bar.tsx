import { Box, Group, Paper, Stack, Text } from "@mantine/core";
import type { FleetSummary } from "@muster/shared/api.ts";
import { Link } from "@tanstack/react-router";
import { StatusIcon } from "../../parts/status-badge.tsx";
import { MACHINE_LOOKS, MACHINE_STATUSES, toneVariable } from "../../theme/status.ts";
import { inNumber } from "../../words/spoken.ts";
import { say } from "./words.ts";

/** As the sentence above it: what is well first, in the bar and in its words. */
const ORDER = MACHINE_STATUSES.toReversed();

/** The fleet as one bar, and under it the same figures in words; both lead to the machines they count. */
export function StatusBar({ summary }: { summary: FleetSummary }) {
  const shown = ORDER.filter((status) => summary.byStatus[status] > 0);
  return (
    <Paper component="section" aria-label={say.byStatus}>
      <Stack gap="sm">
        {/* For the pointer only: the links below say the same to a keyboard and to a screen reader. */}
        <Box className="status-bar" aria-hidden>
          {shown.map((status) => (
            <Link
              key={status}
              to="/machines"
              search={{ status }}
              tabIndex={-1}
              title={`${MACHINE_LOOKS[status].word}: ${summary.byStatus[status]}`}
              style={{ flex: summary.byStatus[status], background: toneVariable(MACHINE_LOOKS[status].tone, "fill") }}
            />
          ))}
        </Box>
        <Group gap="8px 24px">
          {ORDER.map((status) => (
            <Link key={status} to="/machines" search={{ status }} className="quiet-link">
              <Group gap={6} wrap="nowrap">
                <StatusIcon look={MACHINE_LOOKS[status]} />
                <Text size="sm" component="span">
                  {MACHINE_LOOKS[status].word}
                </Text>
                <Text key={summary.byStatus[status]} size="sm" fw={600} component="span" className="fades">
                  {inNumber(summary.byStatus[status])}
                </Text>
              </Group>
            </Link>
          ))}
        </Group>
      </Stack>
    </Paper>
  );
}
