import { Alert, Button, Code, PasswordInput, Stack, TextInput } from "@mantine/core";
import { MAX_OPERATOR_CHARS, MAX_PASSWORD_CHARS } from "@muster/shared/limits.ts";
import type { SignInAnswer } from "@muster/shared/sign-in.ts";
import { IconKey } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { signIn } from "../../api/sign-in.ts";
import { SignInFailure } from "./sign-in-failure.tsx";

/** Name and password, as a password manager fills them in. */
export function PasswordForm({ onProved }: { onProved: (answer: SignInAnswer) => void }) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const proving = useMutation({
    mutationFn: signIn,
    onSuccess: onProved,
    // What was wrong is typed anew; the name was seldom wrong.
    onError: () => setPassword(""),
  });
  return (
    <>
      <Stack
        component="form"
        gap="sm"
        aria-label="Sign in"
        onSubmit={(event: React.SubmitEvent) => {
          event.preventDefault();
          proving.mutate({ name: name.trim(), password });
        }}
      >
        <TextInput
          label="Name"
          name="username"
          autoComplete="username"
          autoFocus
          required
          maxLength={MAX_OPERATOR_CHARS}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          maxLength={MAX_PASSWORD_CHARS}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {proving.error !== null && <SignInFailure error={proving.error} />}
        <Button type="submit" loading={proving.isPending} disabled={name.trim() === "" || password === ""}>
          Sign in
        </Button>
      </Stack>
      <Alert role="note" variant="default" title="The first time" icon={<IconKey size={18} aria-hidden />}>
        Open the link that you were sent, or the one that was printed when the server started. Whoever runs the server
        makes another with <Code>npm run server -- sign-in-link</Code>
      </Alert>
    </>
  );
}
