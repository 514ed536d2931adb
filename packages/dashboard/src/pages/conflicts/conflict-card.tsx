import { Button, Group, Modal, Paper, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import type { ConflictResolution, IdentityConflict } from "@muster/shared/api.ts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { resolveConflict } from "../../api/commands.ts";
import { KEYS } from "../../api/queries.ts";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { useMay } from "../../parts/use-may.ts";
import { MachineInBrief } from "./machine-in-brief.tsx";
import { say } from "./words.ts";

type Resolution = ConflictResolution["resolution"];

/** What each decision does, before it is done. */
function consequence(resolution: Resolution, { machineName, otherName }: IdentityConflict): string {
  switch (resolution) {
    case "merge":
      return otherName === null ? say.merge(machineName) : say.mergeOther(machineName, otherName);
    case "split":
      return say.split(machineName);
    case "dismiss":
      return say.dismiss;
  }
}

export function ConflictCard({ conflict }: { conflict: IdentityConflict }) {
  const [asked, setAsked] = useState<Resolution | null>(null);
  const maySettle = useMay("machines.settle-doubts");
  const choices: Resolution[] = conflict.otherId === null ? ["split", "dismiss"] : ["merge", "split", "dismiss"];
  return (
    <Paper
      component="section"
      aria-label={`${say.kinds[conflict.kind]}: ${conflict.machineName}`}
      data-conflict={conflict.id}
    >
      <Stack gap="sm">
        <Title order={2}>{say.kinds[conflict.kind]}</Title>
        <Text lang="en">{conflict.sentence}</Text>
        <Text size="sm" c="dimmed">
          {say.firstSeen} <TimeAgo at={conflict.firstSeenAt} />, {say.last} <TimeAgo at={conflict.lastSeenAt} />
          {conflict.times > 1 && say.times(conflict.times)}
        </Text>
        <SimpleGrid cols={{ base: 1, sm: conflict.otherId === null ? 1 : 2 }}>
          <MachineInBrief id={conflict.machineId} />
          {conflict.otherId !== null && <MachineInBrief id={conflict.otherId} />}
        </SimpleGrid>
        <Group gap="sm">
          {maySettle ? (
            choices.map((each) => (
              <Button key={each} size="xs" variant="default" onClick={() => setAsked(each)}>
                {say.decisions[each]}
              </Button>
            ))
          ) : (
            <Text size="sm">{say.whoDecides}</Text>
          )}
        </Group>
      </Stack>
      <Confirmation conflict={conflict} resolution={asked} onClose={() => setAsked(null)} />
    </Paper>
  );
}

type Props = { conflict: IdentityConflict; resolution: Resolution | null; onClose: () => void };

function Confirmation({ conflict, resolution, onClose }: Props) {
  const queries = useQueryClient();
  const deciding = useMutation({
    mutationFn: (chosen: Resolution) => resolveConflict(conflict.id, { resolution: chosen }),
    onSuccess: onClose,
    onSettled: () =>
      Promise.all(
        [KEYS.conflicts, KEYS.machine, KEYS.machines, KEYS.summary].map((key) =>
          queries.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  });
  if (resolution === null) return null;
  const close = () => {
    deciding.reset();
    onClose();
  };
  return (
    <Modal opened onClose={close} title={say.question(say.decisions[resolution])}>
      <Stack gap="md">
        <Text size="sm">{consequence(resolution, conflict)}</Text>
        {deciding.error !== null && <ProblemNotice error={deciding.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={close}>
            {say.leaveIt}
          </Button>
          <Button loading={deciding.isPending} onClick={() => deciding.mutate(resolution)} data-autofocus>
            {say.decisions[resolution]}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
