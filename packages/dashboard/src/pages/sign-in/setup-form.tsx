import { Button, Checkbox, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { MIN_PASSWORD_CHARS } from "@muster/shared/limits.ts";
import type { SetupDone, SignInAnswer } from "@muster/shared/sign-in.ts";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { setUp } from "../../api/sign-in.ts";
import { AuthenticatorOffer } from "../../parts/authenticator-offer.tsx";
import { NewPassword } from "../../parts/new-password.tsx";
import { TotpField } from "../../parts/totp-field.tsx";
import { SignInFailure } from "./sign-in-failure.tsx";

type Props = { wanted: Extract<SignInAnswer, { stage: "setup" }>; onDone: (done: SetupDone) => void };

/** The first time: a password, and an app on the phone that says another code every half minute. */
export function SetupForm({ wanted, onDone }: Props) {
  const { operator, role, needsPassword, offer, isSecondFactorNeeded } = wanted;
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [isLater, setLater] = useState(false);
  const setting = useMutation({ mutationFn: setUp, onSuccess: onDone, onError: () => setCode("") });
  const wantsCode = offer !== null && !isLater;
  const isWhole = (!needsPassword || password.length >= MIN_PASSWORD_CHARS) && (!wantsCode || code.trim() !== "");
  return (
    <Stack
      component="form"
      gap="md"
      aria-label="Set up how you sign in"
      onSubmit={(event: React.SubmitEvent) => {
        event.preventDefault();
        setting.mutate({
          ...(needsPassword ? { password } : {}),
          ...(wantsCode ? { code: code.trim() } : {}),
        });
      }}
    >
      <Text>
        Welcome, {operator}. You sign in as {role}
        {needsPassword
          ? ", with a password and a code from your phone."
          : ", with your password and a code from your phone."}
      </Text>
      {/* So that a password manager knows whose password it keeps. */}
      <TextInput type="text" name="username" autoComplete="username" value={operator} readOnly label="Name" />
      {needsPassword && <NewPassword label="Password" whose="sign-in" value={password} onChange={setPassword} />}
      {offer !== null && (
        <Stack gap="sm">
          <Title order={2} size="h4">
            Second factor
          </Title>
          {!isLater && <AuthenticatorOffer offer={offer} />}
          {!isLater && <TotpField value={code} onChange={(event) => setCode(event.currentTarget.value)} />}
          {!isSecondFactorNeeded && (
            <Checkbox label="Later" checked={isLater} onChange={(event) => setLater(event.currentTarget.checked)} />
          )}
        </Stack>
      )}
      {setting.error !== null && <SignInFailure error={setting.error} />}
      <Group>
        <Button type="submit" loading={setting.isPending} disabled={!isWhole}>
          Done
        </Button>
      </Group>
    </Stack>
  );
}
