import { Button, Group, Stack, Text, Textarea, ThemeIcon } from "@mantine/core";
import type { IncidentDetail, IncidentStep } from "@muster/shared/incident.ts";
import { MAX_TEXT_CHARS } from "@muster/shared/limits.ts";
import { IconCheck, IconCircleDashed } from "@tabler/icons-react";
import { useState } from "react";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { toneVariable } from "../../theme/status.ts";
import { STEP_WORDS } from "./incident-words.ts";
import { useWork } from "./use-work.ts";

/** The steps of the response, each with who did it, when, and what they noted. */
export function Checklist({ incident, mayWork }: { incident: IncidentDetail; mayWork: boolean }) {
  return (
    <Stack gap="md" component="ol" m={0} p={0} style={{ listStyle: "none" }}>
      {incident.steps.map((step) => (
        <Step key={step.step} incident={incident} {...step} mayWork={mayWork} />
      ))}
    </Stack>
  );
}

type Props = IncidentDetail["steps"][number] & { incident: IncidentDetail; step: IncidentStep; mayWork: boolean };

function Step({ incident, step, done, mayWork }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [note, setNote] = useState("");
  const work = useWork(incident, () => {
    setOpen(false);
    setNote("");
  });
  const { title, asks } = STEP_WORDS[step];
  return (
    <Group component="li" gap="sm" align="flex-start" wrap="nowrap" data-step={step} data-done={done !== null}>
      <ThemeIcon variant="transparent" c={toneVariable(done ? "good" : "none", "ink")} size="sm">
        {done ? <IconCheck size={18} aria-hidden /> : <IconCircleDashed size={18} aria-hidden />}
      </ThemeIcon>
      <Stack gap={6} style={{ flex: 1, minWidth: 0 }}>
        <Text fw={600}>
          {title}
          {done !== null && (
            <Text span size="sm" c="dimmed" fw={400}>
              {" "}
              done <TimeAgo at={done.at} /> by {done.by}
            </Text>
          )}
        </Text>
        <Text size="sm" style={{ overflowWrap: "anywhere" }} c={done ? "var(--mantine-color-text)" : "dimmed"}>
          {done === null ? asks : done.note}
        </Text>
        {work.error !== null && <ProblemNotice error={work.error} />}
        {mayWork && isOpen && (
          <Textarea
            label={`What was done to ${title.toLowerCase()}`}
            autosize
            minRows={2}
            maxLength={MAX_TEXT_CHARS}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        )}
        {mayWork && (
          <Group gap="sm">
            {done !== null ? (
              <Button
                size="compact-sm"
                variant="default"
                loading={work.isPending}
                aria-label={`Take back: ${title}`}
                onClick={() => work.mutate({ kind: "undo-step", step, note: "" })}
              >
                Take back
              </Button>
            ) : isOpen ? (
              <>
                <Button
                  size="compact-sm"
                  loading={work.isPending}
                  aria-label={`Mark as done: ${title}`}
                  onClick={() => work.mutate({ kind: "step", step, note })}
                >
                  Mark as done
                </Button>
                <Button size="compact-sm" variant="default" onClick={() => setOpen(false)}>
                  Cancel
                </Button>
              </>
            ) : (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={`Do it: ${title}`}
                onClick={() => {
                  work.reset();
                  setOpen(true);
                }}
              >
                Do it
              </Button>
            )}
          </Group>
        )}
      </Stack>
    </Group>
  );
}
