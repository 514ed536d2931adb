import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import type { MachineDetail } from "@muster/shared/api.ts";
import { IconArchive } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { retireMachine } from "../../api/commands.ts";
import { KEYS } from "../../api/queries.ts";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { useMay } from "../../parts/use-may.ts";
import { say } from "./words.ts";

/** Takes a machine out of the fleet, once its name has been typed: there is no way back but enrolling it anew. */
export function RetireButton({ machine }: { machine: MachineDetail }) {
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const queries = useQueryClient();
  const isAllowed = useMay("machines.retire");
  const retiring = useMutation({
    mutationFn: () => retireMachine(machine.id),
    onSuccess: () => setOpen(false),
    onSettled: () =>
      Promise.all(
        [KEYS.machine, KEYS.machines, KEYS.summary, KEYS.flags].map((key) =>
          queries.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  });
  if (machine.isRetired || !isAllowed) return null;
  const close = () => {
    retiring.reset();
    setTyped("");
    setOpen(false);
  };
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconArchive size={14} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {say.retire}
      </Button>
      <Modal opened={isOpen} onClose={close} title={say.retireQuestion(machine.name)}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (typed.trim() === machine.name) retiring.mutate();
          }}
        >
          <Stack gap="md">
            <Text size="sm">{say.retireWhat}</Text>
            <TextInput
              label={say.retireName}
              data-autofocus
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
            {retiring.error !== null && <ProblemNotice error={retiring.error} />}
            <Group justify="flex-end" gap="sm">
              <Button variant="default" onClick={close}>
                {say.leaveIt}
              </Button>
              <Button type="submit" color="red.9" disabled={typed.trim() !== machine.name} loading={retiring.isPending}>
                {say.retireIt}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
