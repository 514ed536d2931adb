import { PasswordInput, Progress, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { MAX_PASSWORD_CHARS, MIN_PASSWORD_CHARS } from "@muster/shared/limits.ts";
import type { PasswordStrength } from "@muster/shared/sign-in.ts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { judgePassword } from "../api/sign-in.ts";
import { toneVariable } from "../theme/status.ts";
import { strengthWords } from "./strength-words.ts";

/** Asked when the typing rests, in ms. */
const REST_MS = 250;

type Props = {
  label: string;
  whose: "sign-in" | "account";
  value: string;
  onChange: (password: string) => void;
};

/** A password being chosen, with what it is worth in words and as a bar. */
export function NewPassword({ label, whose, value, onChange }: Props) {
  const id = useId();
  const [rested] = useDebouncedValue(value, REST_MS);
  const strength = useQuery({
    // Never kept beyond this page: the key holds what is typed.
    queryKey: ["password-strength", whose, rested],
    queryFn: ({ signal }) => judgePassword(rested, whose, signal),
    enabled: rested.length >= MIN_PASSWORD_CHARS,
    placeholderData: keepPreviousData,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const known = value.length >= MIN_PASSWORD_CHARS ? strength.data : undefined;
  const { sentence, tone } = strengthWords(value, known);
  return (
    <Stack gap={6}>
      <PasswordInput
        label={label}
        description={`At least ${MIN_PASSWORD_CHARS} characters; several words that do not belong together are best`}
        autoComplete="new-password"
        required
        maxLength={MAX_PASSWORD_CHARS}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        aria-describedby={id}
      />
      <Progress value={shareOf(known)} color={toneVariable(tone, "fill")} size="sm" aria-hidden />
      <Text id={id} size="sm" role="status" c={value === "" ? "dimmed" : toneVariable(tone, "ink")}>
        {sentence}
      </Text>
    </Stack>
  );
}

function shareOf(strength: PasswordStrength | undefined): number {
  return strength === undefined ? 0 : (strength.score + 1) * 20;
}
