import { Button, Group, Modal, NativeSelect, Stack, Textarea, TextInput } from "@mantine/core";
import { NewIncident } from "@muster/shared/incident.ts";
import { MAX_INCIDENT_TITLE_CHARS, MAX_TEXT_CHARS } from "@muster/shared/limits.ts";
import { Severity } from "@muster/shared/rules.ts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { openIncident } from "../../api/incidents.ts";
import { KEYS } from "../../api/queries.ts";
import { ProblemNotice } from "../../parts/problem-notice.tsx";

/** Opens what a person has noticed, and goes to its page. */
export function OpenIncident({ onClose }: { onClose: () => void }) {
  const [title, setTitle] = useState("");
  const [sentence, setSentence] = useState("");
  const [severity, setSeverity] = useState<Severity>("high");
  const queries = useQueryClient();
  const navigate = useNavigate();
  const opening = useMutation({
    mutationFn: openIncident,
    onSuccess: ({ id }) => navigate({ to: "/incidents/$id", params: { id } }),
    onSettled: () => queries.invalidateQueries({ queryKey: [KEYS.incidents] }),
  });
  const parsed = NewIncident.safeParse({ title, sentence, severity });
  return (
    <Modal opened onClose={onClose} title="Open an incident">
      <Stack
        component="form"
        gap="md"
        onSubmit={(event: React.SubmitEvent) => {
          event.preventDefault();
          if (parsed.success) opening.mutate(parsed.data);
        }}
      >
        <TextInput
          label="What happened"
          placeholder="A laptop was stolen"
          autoComplete="off"
          data-autofocus
          maxLength={MAX_INCIDENT_TITLE_CHARS}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Textarea
          label="What is known"
          autosize
          minRows={3}
          maxLength={MAX_TEXT_CHARS}
          value={sentence}
          onChange={(event) => setSentence(event.currentTarget.value)}
        />
        <NativeSelect
          label="Severity"
          data={Severity.options}
          value={severity}
          onChange={(event) => setSeverity(Severity.parse(event.currentTarget.value))}
        />
        {opening.error !== null && <ProblemNotice error={opening.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Leave it
          </Button>
          <Button type="submit" disabled={!parsed.success} loading={opening.isPending}>
            Open it
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
