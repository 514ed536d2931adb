import { Stack, Text } from "@mantine/core";
import type { IncidentEntry } from "@muster/shared/incident.ts";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { entryInWords } from "./incident-words.ts";

/** What was done about an incident, the latest first. */
export function IncidentEntries({ entries }: { entries: readonly IncidentEntry[] }) {
  return (
    <Stack gap="xs" component="ol" m={0} p={0} style={{ listStyle: "none" }}>
      {entries.map((entry) => (
        <li key={entry.number} data-entry={entry.act} style={{ overflowWrap: "anywhere" }}>
          <Text size="sm">
            <Text span inherit fw={600}>
              {entry.by ?? "The server"}
            </Text>{" "}
            {entryInWords(entry)}, <TimeAgo at={entry.at} />
          </Text>
          {entry.note !== "" && (
            <Text size="sm" c="dimmed">
              {entry.note}
            </Text>
          )}
        </li>
      ))}
    </Stack>
  );
}
