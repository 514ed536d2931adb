import { Anchor, Button, Group, Modal, PasswordInput, Stack, Text } from "@mantine/core";
import { MAX_PASSWORD_CHARS } from "@muster/shared/limits.ts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { sessionQuery } from "../../api/queries.ts";
import { confirmSession } from "../../api/sign-in.ts";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { TotpField } from "../../parts/totp-field.tsx";

/** Asks who is there before an act that an open session alone must not be enough for. */
export function ConfirmDialog({ onAnswer }: { onAnswer: (isProved: boolean) => void }) {
  const [isCode, setCode] = useState(false);
  const [typed, setTyped] = useState("");
  const queries = useQueryClient();
  const proving = useMutation({
    mutationFn: confirmSession,
    onSuccess: (session) => {
      queries.setQueryData(sessionQuery.queryKey, session);
      onAnswer(true);
    },
    onError: () => setTyped(""),
  });
  return (
    <Modal opened onClose={() => onAnswer(false)} title="Is it you?" zIndex={400}>
      <Stack
        component="form"
        gap="sm"
        onSubmit={(event: React.SubmitEvent) => {
          event.preventDefault();
          // A form within a form's dialog must not send that one too.
          event.stopPropagation();
          proving.mutate(isCode ? { code: typed.trim() } : { password: typed });
        }}
      >
        <Text size="sm">This act asks for a fresh proof; it is good for ten minutes.</Text>
        {isCode ? (
          <TotpField
            key="code"
            data-autofocus
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        ) : (
          <PasswordInput
            key="password"
            data-autofocus
            label="Your password"
            autoComplete="current-password"
            required
            maxLength={MAX_PASSWORD_CHARS}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        {proving.error !== null && <ProblemNotice error={proving.error} />}
        <Group justify="space-between">
          <Group gap="sm">
            <Button type="submit" loading={proving.isPending} disabled={typed.trim() === ""}>
              Go on
            </Button>
            <Button variant="default" onClick={() => onAnswer(false)}>
              Cancel
            </Button>
          </Group>
          <Anchor
            component="button"
            type="button"
            size="sm"
            onClick={() => {
              setCode(!isCode);
              setTyped("");
            }}
          >
            {isCode ? "Use the password" : "Use a code"}
          </Anchor>
        </Group>
      </Stack>
    </Modal>
  );
}
