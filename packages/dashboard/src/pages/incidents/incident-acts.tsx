import { Button, Group, NativeSelect, Stack, Textarea } from "@mantine/core";
import type { IncidentDetail } from "@muster/shared/incident.ts";
import { MAX_TEXT_CHARS } from "@muster/shared/limits.ts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { assigneesQuery } from "../../api/incidents.ts";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { useWork } from "./use-work.ts";

/** What a person does about an incident, besides its checklist. */
export function IncidentActs({ incident }: { incident: IncidentDetail }) {
  const [note, setNote] = useState("");
  const work = useWork(incident, () => setNote(""));
  const { data: assignees } = useQuery(assigneesQuery);
  const isClosed = incident.state === "closed";
  const written = note.trim();
  const names = [
    ...new Set([...(assignees?.items ?? []), ...(incident.assignedTo === null ? [] : [incident.assignedTo])]),
  ];
  return (
    <Stack gap="sm">
      {!isClosed && (
        <Group gap="sm" align="flex-end">
          {incident.state === "open" && (
            <Button loading={work.isPending} onClick={() => work.mutate({ kind: "acknowledge" })}>
              Acknowledge
            </Button>
          )}
          <NativeSelect
            label="With"
            w={220}
            value={incident.assignedTo ?? ""}
            onChange={(event) => work.mutate({ kind: "assign", to: event.currentTarget.value || null })}
            data={[{ value: "", label: "Nobody" }, ...names.map((name) => ({ value: name, label: name }))]}
          />
        </Group>
      )}
      <Textarea
        label="Note"
        description={isClosed ? "Why it is opened again" : "What was found, or why it is closed"}
        maw={620}
        autosize
        minRows={2}
        maxLength={MAX_TEXT_CHARS}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {work.error !== null && <ProblemNotice error={work.error} />}
      <Group gap="sm">
        {isClosed ? (
          <Button
            variant="default"
            disabled={written === ""}
            loading={work.isPending}
            onClick={() => work.mutate({ kind: "reopen", note: written })}
          >
            Open it again
          </Button>
        ) : (
          <>
            <Button
              variant="default"
              disabled={written === ""}
              loading={work.isPending}
              onClick={() => work.mutate({ kind: "note", note: written })}
            >
              Add the note
            </Button>
            <Button
              variant="default"
              disabled={written === ""}
              loading={work.isPending}
              onClick={() => work.mutate({ kind: "close", note: written })}
            >
              Close it
            </Button>
          </>
        )}
      </Group>
    </Stack>
  );
}
