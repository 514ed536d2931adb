import { Button, Group, NativeSelect, Paper, Stack, Text, TextInput } from "@mantine/core";
import { type Invitation, OperatorName } from "@muster/shared/api.ts";
import { ROLE_SENTENCES, ROLES, Role } from "@muster/shared/permissions.ts";
import { IconUserPlus } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { addOperator } from "../../api/commands.ts";
import { KEYS } from "../../api/queries.ts";
import { ProblemNotice } from "../../parts/problem-notice.tsx";

/** Adds somebody, and shows the link to hand them. */
export function AddOperator({ onInvited }: { onInvited: (invitation: Invitation) => void }) {
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const queries = useQueryClient();
  const adding = useMutation({
    mutationFn: addOperator,
    onSuccess: (invitation) => {
      onInvited(invitation);
      setName("");
    },
    onSettled: () => queries.invalidateQueries({ queryKey: [KEYS.operators] }),
  });
  const parsed = OperatorName.safeParse(name);
  return (
    <Paper
      component="form"
      aria-label="Add an operator"
      onSubmit={(event: React.SubmitEvent) => {
        event.preventDefault();
        if (parsed.success) adding.mutate({ name: parsed.data, role });
      }}
    >
      <Stack gap="sm">
        <Group align="flex-end" gap="sm">
          <TextInput
            label="Name"
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={name === "" || parsed.success ? undefined : parsed.error.issues[0]?.message}
          />
          <NativeSelect
            label="Role"
            value={role}
            onChange={(event) => setRole(Role.parse(event.currentTarget.value))}
            data={[...ROLES]}
          />
          <Button
            type="submit"
            disabled={!parsed.success}
            loading={adding.isPending}
            leftSection={<IconUserPlus size={16} aria-hidden />}
          >
            Add
          </Button>
        </Group>
        <Text size="sm" c="dimmed">
          {ROLE_SENTENCES[role]}
        </Text>
        {adding.error !== null && <ProblemNotice error={adding.error} />}
      </Stack>
    </Paper>
  );
}
