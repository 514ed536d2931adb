import { Button, Group, NativeSelect, Stack, Text, Textarea } from "@mantine/core";
import type { IncidentDetail } from "@muster/shared/incident.ts";
import { MAX_TEXT_CHARS } from "@muster/shared/limits.ts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { assigneesQuery } from "../../api/incidents.ts";
import { Panel } from "../../parts/panel.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import type { IncidentActs as Acts } from "./use-incident-acts.ts";

const NOBODY = "";

/** Who has it, a note to leave, and its end. */
export function IncidentActs({ incident, acts }: { incident: IncidentDetail; acts: Acts }) {
  const [note, setNote] = useState("");
  const { data: assignees } = useQuery(assigneesQuery);
  const isClosed = incident.state === "closed";
  const left = incident.steps.filter((each) => each.done === null).length;
  const names = new Set([...(incident.assignedTo === null ? [] : [incident.assignedTo]), ...(assignees?.items ?? [])]);
  const act = (kind: "note" | "close" | "reopen") => acts.mutate({ kind, note }, { onSuccess: () => setNote("") });
  const isEmpty = note.trim() === "";
  return (
    <Panel title="Work on it">
      <Stack gap="sm">
        {!isClosed && (
          <Group gap="sm" align="flex-end">
            {incident.state === "open" && (
              <Button variant="default" onClick={() => acts.mutate({ kind: "acknowledge" })}>
                Acknowledge
              </Button>
            )}
            <NativeSelect
              label="With"
              data={[{ value: NOBODY, label: "nobody" }, ...names]}
              value={incident.assignedTo ?? NOBODY}
              disabled={acts.isPending}
              onChange={({ currentTarget: { value } }) =>
                acts.mutate({ kind: "assign", to: value === NOBODY ? null : value })
              }
            />
          </Group>
        )}
        <Textarea
          label="Note"
          description={isClosed ? "Say why it is opened again." : "Closing needs one: what it was, and how it ended."}
          autosize
          minRows={2}
          maxLength={MAX_TEXT_CHARS}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Group gap="sm">
          {isClosed ? (
            <Button variant="default" disabled={isEmpty} loading={acts.isPending} onClick={() => act("reopen")}>
              Open it again
            </Button>
          ) : (
            <>
              <Button variant="default" disabled={isEmpty} loading={acts.isPending} onClick={() => act("note")}>
                Leave the note
              </Button>
              <Button disabled={isEmpty} loading={acts.isPending} onClick={() => act("close")}>
                Close the incident
              </Button>
            </>
          )}
        </Group>
        {!isClosed && left > 0 && (
          <Text size="sm" c="dimmed">
            {left} {left === 1 ? "step" : "steps"} of the response {left === 1 ? "is" : "are"} not done.
          </Text>
        )}
        {acts.error !== null && <ProblemNotice error={acts.error} />}
      </Stack>
    </Panel>
  );
}
