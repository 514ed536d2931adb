import { Button, Group, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import type { Account } from "@muster/shared/account.ts";
import { MAX_PASSWORD_CHARS, MIN_PASSWORD_CHARS } from "@muster/shared/limits.ts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { withProof } from "../../api/confirming.ts";
import { accountQuery, changePassword } from "../../api/sign-in.ts";
import { NewPassword } from "../../parts/new-password.tsx";
import { Panel } from "../../parts/panel.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";

export function PasswordPanel({ account, operator }: { account: Account; operator: string }) {
  const [isOpen, setOpen] = useState(false);
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const queries = useQueryClient();
  const close = (): void => {
    setOpen(false);
    setCurrent("");
    setPassword("");
  };
  const changing = useMutation({
    mutationFn: (body: Parameters<typeof changePassword>[0]) => withProof(() => changePassword(body)),
    onSuccess: close,
    onSettled: () => queries.invalidateQueries({ queryKey: accountQuery.queryKey }),
  });
  const has = account.passwordSetAt !== null;
  const isWhole = password.length >= MIN_PASSWORD_CHARS && (!has || current !== "");
  return (
    <Panel title="Password">
      <Text size="sm">
        {account.passwordSetAt === null ? (
          "You have none: you came in by a link."
        ) : (
          <>
            Set <TimeAgo at={account.passwordSetAt} />.
          </>
        )}
      </Text>
      {changing.isSuccess && !isOpen && (
        <Text size="sm" role="status">
          The password is changed, and every other session has ended.
        </Text>
      )}
      {isOpen ? (
        <Stack
          component="form"
          gap="sm"
          maw={460}
          aria-label="Another password"
          onSubmit={(event: React.SubmitEvent) => {
            event.preventDefault();
            changing.mutate(has ? { current, password } : { password });
          }}
        >
          <TextInput label="Name" name="username" autoComplete="username" value={operator} readOnly />
          {has && (
            <PasswordInput
              label="Current password"
              autoComplete="current-password"
              required
              maxLength={MAX_PASSWORD_CHARS}
              value={current}
              onChange={(event) => setCurrent(event.currentTarget.value)}
            />
          )}
          <NewPassword label="New password" whose="account" value={password} onChange={setPassword} />
          {changing.error !== null && <ProblemNotice error={changing.error} />}
          <Group gap="sm">
            <Button type="submit" loading={changing.isPending} disabled={!isWhole}>
              {has ? "Change the password" : "Set the password"}
            </Button>
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
          </Group>
        </Stack>
      ) : (
        <Group>
          <Button
            variant="default"
            onClick={() => {
              changing.reset();
              setOpen(true);
            }}
          >
            {has ? "Change it" : "Set one"}
          </Button>
        </Group>
      )}
    </Panel>
  );
}
