import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import type { IncidentDetail } from "@muster/shared/incident.ts";
import { MAX_TEXT_CHARS } from "@muster/shared/limits.ts";
import { IconCircleCheck, IconCircleDashed } from "@tabler/icons-react";
import { useState } from "react";
import { Panel } from "../../parts/panel.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { toneVariable } from "../../theme/status.ts";
import { STEP_WORDS } from "./incident-words.ts";
import type { IncidentActs } from "./use-incident-acts.ts";

type Props = { incident: IncidentDetail; acts: IncidentActs; mayWork: boolean };

/** The response, step by step, each with who did it, when, and what they wrote. */
export function Checklist({ incident, acts, mayWork }: Props) {
  return (
    <Panel title="Response">
      <Stack gap="md" component="ol" p={0} m={0} style={{ listStyle: "none" }}>
        {incident.steps.map((line) => (
          <Step key={line.step} line={line} acts={acts} mayWork={mayWork && incident.state !== "closed"} />
        ))}
      </Stack>
    </Panel>
  );
}

function Step({
  line: { step, done },
  acts,
  mayWork,
}: Omit<Props, "incident"> & { line: IncidentDetail["steps"][number] }) {
  const [note, setNote] = useState<string | null>(null);
  const { title, asks } = STEP_WORDS[step];
  const Icon = done === null ? IconCircleDashed : IconCircleCheck;
  return (
    <li data-step={step} data-done={done !== null}>
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <Icon size={20} aria-hidden color={toneVariable(done === null ? "none" : "good", "ink")} />
        <Stack gap={4} flex={1}>
          <Text fw={600}>
            {title}
            {done !== null && ": done"}
          </Text>
          <Text size="sm" c="dimmed">
            {asks}
          </Text>
          {done !== null && (
            <Text size="sm" style={{ overflowWrap: "anywhere" }}>
              {done.by}, <TimeAgo at={done.at} />
              {done.note !== "" && `: ${done.note}`}
            </Text>
          )}
          {mayWork && done !== null && (
            <Button
              size="compact-xs"
              variant="default"
              style={{ alignSelf: "flex-start" }}
              aria-label={`${title} is not done`}
              onClick={() => acts.mutate({ kind: "undo-step", step, note: "" })}
            >
              Not done
            </Button>
          )}
          {mayWork && done === null && note === null && (
            <Button
              size="compact-xs"
              variant="default"
              style={{ alignSelf: "flex-start" }}
              aria-label={`${title}: done…`}
              onClick={() => setNote("")}
            >
              Done…
            </Button>
          )}
          {mayWork && done === null && note !== null && (
            <Stack gap="xs">
              <Textarea
                label={`What was done to ${step}`}
                autosize
                minRows={2}
                autoFocus
                maxLength={MAX_TEXT_CHARS}
                value={note}
                onChange={(event) => setNote(event.currentTarget.value)}
              />
              <Group gap="xs">
                <Button
                  size="compact-sm"
                  loading={acts.isPending}
                  onClick={() => acts.mutate({ kind: "step", step, note }, { onSuccess: () => setNote(null) })}
                >
                  {title}: done
                </Button>
                <Button size="compact-sm" variant="default" onClick={() => setNote(null)}>
                  Not yet
                </Button>
              </Group>
            </Stack>
          )}
        </Stack>
      </Group>
    </li>
  );
}
