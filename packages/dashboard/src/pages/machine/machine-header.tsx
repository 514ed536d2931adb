import { Badge, Group, Text } from "@mantine/core";
import type { MachineDetail } from "@muster/shared/api.ts";
import { TextLink } from "../../parts/links.tsx";
import { osInWords } from "../../parts/os-in-words.ts";
import { MachineBadge } from "../../parts/status-badge.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { useMay } from "../../parts/use-may.ts";
import { REACHABILITY_LOOKS, toneVariable } from "../../theme/status.ts";
import { CheckNow } from "./check-now.tsx";
import { RetireButton } from "./retire-button.tsx";
import { say } from "./words.ts";

/** A clock further off than this in ms is worth a word: dates read on the machine are judged by it. */
const CLOCK_WORTH_SAYING_MS = 60_000;

export function MachineHeader({ machine }: { machine: MachineDetail }) {
  const mayProve = useMay("evidence.make");
  return (
    <>
      <Group gap="sm" my={6} wrap="wrap">
        <span key={machine.status} className="fades" style={{ display: "inline-flex" }}>
          <MachineBadge status={machine.status} size="lg" testId="machine-status" />
        </span>
        <Text key={machine.sentence} c="var(--mantine-color-text)" className="fades" lang="en">
          {machine.sentence}
        </Text>
      </Group>
      <Group gap="4px 16px">
        <Text size="sm">{osInWords(machine)}</Text>
        <Reach machine={machine} />
        <Text size="sm">
          {machine.lastSeenAt === null ? (
            say.neverSeen
          ) : (
            <>
              {say.lastReport} <TimeAgo at={machine.lastSeenAt} />
            </>
          )}
        </Text>
        <Text size="sm">
          {say.enrolled} <TimeAgo at={machine.enrolledAt} />
        </Text>
        {machine.agentVersion !== null && <Text size="sm">{say.agent(machine.agentVersion)}</Text>}
        {machine.policyVersion !== null && <Text size="sm">{say.judgedBy(machine.policyVersion)}</Text>}
        <ClockOffset ms={machine.clockAheadMs} />
        {machine.tags.map((tag) => (
          <Badge key={tag} variant="default" radius="sm" tt="none" fw={500}>
            {tag}
          </Badge>
        ))}
        {mayProve && (
          <TextLink to="/evidence" search={{ machine: machine.id }} size="sm">
            {say.evidence}
          </TextLink>
        )}
        <RetireButton machine={machine} />
      </Group>
      {!machine.isRetired && <CheckNow machine={machine} />}
    </>
  );
}

/** A live connection says it all; without one it counts how long the machine has been away, as the policy judges it. */
function Reach({ machine }: { machine: MachineDetail }) {
  const { isOnline, isRetired, reachability, reachableSince } = machine;
  if (isRetired) return <Text size="sm">{say.retired}</Text>;
  if (isOnline) {
    return (
      <Text size="sm" c={toneVariable("good", "ink")}>
        {say.online}
      </Text>
    );
  }
  const { word, icon: Icon, tone } = REACHABILITY_LOOKS[reachability];
  if (reachability === "online") return <Text size="sm">{say.offline}</Text>;
  return (
    <Group gap={4} c={toneVariable(tone, "ink")} data-reachability={reachability}>
      <Icon size={16} aria-hidden />
      <Text size="sm" span>
        {say.offlineSince(word)} <TimeAgo at={reachableSince} />
      </Text>
    </Group>
  );
}

function ClockOffset({ ms }: { ms: number | null }) {
  if (ms === null || Math.abs(ms) < CLOCK_WORTH_SAYING_MS) return null;
  const minutes = Math.round(Math.abs(ms) / 60_000);
  return (
    <Text size="sm" c={toneVariable("warn", "ink")}>
      {ms > 0 ? say.clockAhead(minutes) : say.clockBehind(minutes)}
    </Text>
  );
}
