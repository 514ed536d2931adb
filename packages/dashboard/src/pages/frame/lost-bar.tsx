import { Paper, Text } from "@mantine/core";
import { useConnection } from "../../feed/connection.ts";
import { useNow } from "../../parts/clock.ts";
import { elapsed, exactTime } from "../../parts/relative-time.ts";
import { toneVariable } from "../../theme/status.ts";

/**
 * Says how old everything on the screen is while the server cannot be heard. It lies over the foot of the page, because its
 * coming and going must not move what is being read.
 */
export function LostBar() {
  const connection = useConnection();
  const now = useNow();
  if (connection.state !== "lost") return null;
  return (
    <Paper className="lost-bar" px="md" py="xs" shadow="sm" bg={toneVariable("warn", "tint")} data-testid="lost-bar">
      <Text size="sm" c={toneVariable("warn", "ink")} title={`Since ${exactTime(connection.since)}`}>
        The server cannot be heard. What is shown may be {elapsed(connection.since, now)} old; it is refreshed as soon
        as the connection is back.
      </Text>
    </Paper>
  );
}
