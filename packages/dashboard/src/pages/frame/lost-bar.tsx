import { Paper, Text } from "@mantine/core";
import { type Resumption, useConnection } from "../../feed/connection.ts";
import { useNow } from "../../parts/clock.ts";
import { elapsed, exactTime } from "../../parts/relative-time.ts";
import { type Tone, toneVariable } from "../../theme/status.ts";
import { say } from "./words.ts";

/** How long the bar says that the line is back, in ms: long enough to be read twice. */
const TOLD_MS = 10_000;

/**
 * Says how old everything on the screen is while the server cannot be heard, and what had changed once it can be again. It lies
 * over the foot of the page, because its coming and going must not move what is being read.
 */
export function LostBar() {
  const connection = useConnection();
  const now = useNow();
  if (connection.state === "lost") {
    return (
      <Bar tone="warn" title={say.since(exactTime(connection.since))}>
        {say.notHeard(elapsed(connection.since, now))}
      </Bar>
    );
  }
  const resumed = connection.state === "live" ? connection.resumed : undefined;
  if (resumed === undefined || now - resumed.at > TOLD_MS) return null;
  return (
    <Bar tone="good" title={say.at(exactTime(resumed.at))}>
      {resumedSentence(resumed)}
    </Bar>
  );
}

function Bar({ tone, title, children }: { tone: Tone; title: string; children: React.ReactNode }) {
  return (
    <Paper
      className="lost-bar"
      px="md"
      py="xs"
      shadow="sm"
      bg={toneVariable(tone, "tint")}
      role="status"
      data-testid="lost-bar"
    >
      <Text size="sm" c={toneVariable(tone, "ink")} title={title}>
        {children}
      </Text>
    </Paper>
  );
}

function resumedSentence({ lostForMs, changed }: Resumption): string {
  const span = elapsed(0, lostForMs);
  if (changed === null) return say.fetchedAnew(span);
  return changed === 0 ? say.noneChanged(span) : say.someChanged(span, changed);
}
