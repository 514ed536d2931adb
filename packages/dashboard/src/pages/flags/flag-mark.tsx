import { Group, Text } from "@mantine/core";
import type { Flag } from "@muster/shared/flag.ts";
import { StatusIcon } from "../../parts/status-badge.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { VERDICT_LOOKS } from "../../theme/status.ts";
import { say } from "./words.ts";

/** Whether a flag is open, and what it stands on. */
export function FlagMark({ flag }: { flag: Flag }) {
  const isOpen = flag.resolvedAt === null;
  return (
    <>
      <Group gap={6} wrap="nowrap">
        <StatusIcon look={isOpen ? VERDICT_LOOKS[flag.cause] : VERDICT_LOOKS.pass} />
        <Text size="sm">
          {isOpen ? (flag.cause === "fail" ? say.states.open : say.openUnread) : say.states.resolved}
        </Text>
      </Group>
      {flag.resolvedAt !== null && (
        <Text size="xs" c="dimmed">
          <TimeAgo at={flag.resolvedAt} />
        </Text>
      )}
    </>
  );
}
