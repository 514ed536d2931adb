import { TextInput, type TextInputProps } from "@mantine/core";

/** Where the six digits of an authenticator app are typed; phones offer them by themselves. */
export function TotpField(props: TextInputProps) {
  return (
    <TextInput
      label="Code"
      description="Six digits, from the authenticator app"
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={9}
      required
      {...props}
    />
  );
}
