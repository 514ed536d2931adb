import { Anchor, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import type { SignInAnswer } from "@muster/shared/sign-in.ts";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { giveSecondProof } from "../../api/sign-in.ts";
import { TotpField } from "../../parts/totp-field.tsx";
import { SignInFailure } from "./sign-in-failure.tsx";

type Props = { operator: string; onProved: (answer: SignInAnswer) => void; onAgain: () => void };

/** The code of the moment, or one of those kept for the day when the phone is lost. */
export function SecondFactorForm({ operator, onProved, onAgain }: Props) {
  const [isLost, setLost] = useState(false);
  const [typed, setTyped] = useState("");
  const proving = useMutation({
    mutationFn: giveSecondProof,
    onSuccess: onProved,
    onError: () => setTyped(""),
  });
  return (
    <Stack
      component="form"
      gap="sm"
      aria-label="One more proof"
      onSubmit={(event: React.SubmitEvent) => {
        event.preventDefault();
        const text = typed.trim();
        proving.mutate(isLost ? { recoveryCode: text } : { code: text });
      }}
    >
      <Text>Hello {operator}.</Text>
      {isLost ? (
        <TextInput
          key="recovery"
          label="Recovery code"
          description="One of those that you kept; it works once"
          autoComplete="off"
          autoFocus
          required
          maxLength={40}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      ) : (
        <TotpField key="code" autoFocus value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
      )}
      {proving.error !== null && <SignInFailure error={proving.error} />}
      <Group justify="space-between">
        <Button type="submit" loading={proving.isPending} disabled={typed.trim() === ""}>
          Sign in
        </Button>
        <Group gap="md">
          <Anchor
            component="button"
            type="button"
            size="sm"
            onClick={() => {
              setLost(!isLost);
              setTyped("");
            }}
          >
            {isLost ? "Use the app" : "The phone is lost"}
          </Anchor>
          <Anchor component="button" type="button" size="sm" onClick={onAgain}>
            Begin again
          </Anchor>
        </Group>
      </Group>
    </Stack>
  );
}
