import { Group, Text } from "@mantine/core";
import { IconPlugConnected, IconPlugConnectedX } from "@tabler/icons-react";
import { useConnection } from "../../feed/connection.ts";
import { toneVariable } from "../../theme/status.ts";
import { say } from "./words.ts";

export function ConnectionMark() {
  const { state } = useConnection();
  const Icon = state === "lost" ? IconPlugConnectedX : IconPlugConnected;
  const ink = state === "live" ? "good" : state === "lost" ? "warn" : "none";
  return (
    <Group gap={4} wrap="nowrap" role="status" data-testid="connection" data-state={state}>
      <Icon size={16} color={toneVariable(ink, "ink")} aria-hidden />
      <Text size="sm" c={toneVariable(ink, "ink")}>
        {say.connection[state]}
      </Text>
    </Group>
  );
}
