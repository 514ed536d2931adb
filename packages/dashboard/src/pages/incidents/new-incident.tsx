import { Button, Group, NativeSelect, Stack, Textarea, TextInput } from "@mantine/core";
import { NewIncident as Wanted } from "@muster/shared/incident.ts";
import { MAX_INCIDENT_TITLE_CHARS, MAX_TEXT_CHARS } from "@muster/shared/limits.ts";
import { Severity } from "@muster/shared/rules.ts";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { openIncident } from "../../api/incidents.ts";
import { Panel } from "../../parts/panel.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";

const route = getRouteApi("/frame/incidents");

/** Opens an incident that no program noticed. */
export function NewIncident({ onCancel }: { onCancel: () => void }) {
  const navigate = route.useNavigate();
  const [title, setTitle] = useState("");
  const [sentence, setSentence] = useState("");
  const [severity, setSeverity] = useState<Severity>("medium");
  const opening = useMutation({
    mutationFn: openIncident,
    onSuccess: ({ id }) => void navigate({ to: "/incidents/$id", params: { id } }),
  });
  const wanted = Wanted.safeParse({ title, sentence, severity });
  return (
    <Panel title="A new incident">
      <Stack
        component="form"
        gap="sm"
        maw={620}
        aria-label="A new incident"
        onSubmit={(event: React.SubmitEvent) => {
          event.preventDefault();
          if (wanted.success) opening.mutate(wanted.data);
        }}
      >
        <TextInput
          label="What is it?"
          placeholder="A laptop was stolen from a car"
          required
          maxLength={MAX_INCIDENT_TITLE_CHARS}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Textarea
          label="What is known so far"
          autosize
          minRows={2}
          maxLength={MAX_TEXT_CHARS}
          value={sentence}
          onChange={(event) => setSentence(event.currentTarget.value)}
        />
        <NativeSelect
          label="Severity"
          w={180}
          value={severity}
          onChange={(event) => setSeverity(Severity.parse(event.currentTarget.value))}
          data={[...Severity.options]}
        />
        {opening.error !== null && <ProblemNotice error={opening.error} />}
        <Group gap="sm">
          <Button type="submit" disabled={!wanted.success} loading={opening.isPending}>
            Open it
          </Button>
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </Panel>
  );
}
