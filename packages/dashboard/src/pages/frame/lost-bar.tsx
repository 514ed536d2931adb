import { Paper, Text } from "@mantine/core";
import { type Resumption, useConnection } from "../../feed/connection.ts";
import { useNow } from "../../parts/clock.ts";
import { elapsed, exactTime } from "../../parts/relative-time.ts";
import { type Tone, toneVariable } from "../../theme/status.ts";

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
      <Bar tone="warn" title={`Since ${exactTime(connection.since)}`}>
        The server cannot be heard. What is shown may be {elapsed(connection.since, now)} old; it goes on from here as
        soon as the connection is back.
      </Bar>
    );
  }
  const resumed = connection.state === "live" ? connection.resumed : undefined;
  if (resumed === undefined || now - resumed.at > TOLD_MS) return null;
  return (
    <Bar tone="good" title={`At ${exactTime(resumed.at)}`}>
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
  const after = `Connected again after ${elapsed(0, lostForMs)}`;
  if (changed === null) return `${after}. What is shown was fetched anew.`;
  if (changed === 0) return `${after}. No machine had changed.`;
  return `${after}. ${changed} ${changed === 1 ? "machine" : "machines"} had changed.`;
}
