import { Button, Checkbox, Group, Modal, NativeSelect, Stack, Text } from "@mantine/core";
import type { Invitation, Operator } from "@muster/shared/api.ts";
import { ROLE_SENTENCES, ROLES, Role } from "@muster/shared/permissions.ts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { changeOperator, endSessions, inviteAgain } from "../../api/commands.ts";
import { KEYS } from "../../api/queries.ts";
import { ProblemNotice } from "../../parts/problem-notice.tsx";

type Props = { operator: Operator; onInvited: (invitation: Invitation) => void; onClose: () => void };

/** Another role, no way in, or an end to what is open: each ends the sessions that rest on what was. */
export function ChangeAccess({ operator, onInvited, onClose }: Props) {
  const [role, setRole] = useState<Role>(operator.role);
  const [isDisabled, setDisabled] = useState(operator.isDisabled);
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: [KEYS.operators] });
  const changing = useMutation({
    mutationFn: () => changeOperator(operator.id, { role, isDisabled }),
    onSuccess: onClose,
    onSettled,
  });
  const ending = useMutation({ mutationFn: () => endSessions(operator.id), onSuccess: onClose, onSettled });
  const inviting = useMutation({
    mutationFn: () => inviteAgain(operator.id),
    onSuccess: (invitation) => {
      onInvited(invitation);
      onClose();
    },
    onSettled,
  });
  const isUnchanged = role === operator.role && isDisabled === operator.isDisabled;
  const error = changing.error ?? ending.error ?? inviting.error;
  return (
    <Modal opened onClose={onClose} title={`Access of ${operator.name}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isUnchanged) changing.mutate();
        }}
      >
        <Stack gap="md">
          <NativeSelect
            label="Role"
            description={ROLE_SENTENCES[role]}
            data-autofocus
            value={role}
            onChange={(event) => setRole(Role.parse(event.currentTarget.value))}
            data={[...ROLES]}
          />
          <Checkbox
            label="May not sign in"
            checked={isDisabled}
            onChange={(event) => setDisabled(event.currentTarget.checked)}
          />
          <Text size="sm">A change ends every session of {operator.name} at once.</Text>
          <Group gap="sm">
            <Button size="xs" variant="default" loading={ending.isPending} onClick={() => ending.mutate()}>
              End all sessions
            </Button>
            {operator.lastSignInAt === null && !operator.isDisabled && (
              <Button size="xs" variant="default" loading={inviting.isPending} onClick={() => inviting.mutate()}>
                Make another link
              </Button>
            )}
          </Group>
          {error !== null && <ProblemNotice error={error} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              Leave it
            </Button>
            <Button type="submit" disabled={isUnchanged} loading={changing.isPending}>
              Change access
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
