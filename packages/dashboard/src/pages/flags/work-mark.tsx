import { Group, Text } from "@mantine/core";
import type { WorkedFlag } from "@muster/shared/flag-work.ts";
import { StatusIcon } from "../../parts/status-badge.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { toneVariable } from "../../theme/status.ts";
import { FlagMark } from "./flag-mark.tsx";
import { say } from "./words.ts";
import { WORK_LOOKS } from "./work-looks.ts";

/** How a flag stands: with people while it is open, and when it resolved after that. */
export function WorkMark({ flag }: { flag: WorkedFlag }) {
  if (flag.resolvedAt !== null) return <FlagMark flag={flag} />;
  const { state, acknowledgedBy, assignedTo, snoozedUntil } = flag.work;
  const look = WORK_LOOKS[state];
  return (
    <div data-work={state}>
      <Group gap={6} wrap="nowrap" c={toneVariable(look.tone, "ink")}>
        <StatusIcon look={look} />
        <Text size="sm" span>
          {look.word}
        </Text>
      </Group>
      <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
        {state === "assigned" && say.to(assignedTo ?? "")}
        {state === "acknowledged" && say.by(acknowledgedBy ?? "")}
        {state === "snoozed" && snoozedUntil !== null && (
          <>
            {say.back} <TimeAgo at={snoozedUntil} />
          </>
        )}
      </Text>
    </div>
  );
}
