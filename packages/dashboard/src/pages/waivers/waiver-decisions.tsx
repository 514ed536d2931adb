import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { WaiverDecision } from "@muster/shared/api.ts";
import type { Waiver } from "@muster/shared/waiver.ts";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { decideWaiver } from "../../api/commands.ts";
import { KEYS, sessionQuery } from "../../api/queries.ts";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { useMay } from "../../parts/use-may.ts";
import { decisionsOn, type Standing, subjectOf } from "./waiver-words.ts";
import { say } from "./words.ts";

type Decision = WaiverDecision["decision"];

/** What may be decided of a waiver, each asked once more with what comes of it. */
export function WaiverDecisions({ waiver, standing }: { waiver: Waiver; standing: Standing }) {
  const [asked, setAsked] = useState<Decision | null>(null);
  const { data: session } = useQuery(sessionQuery);
  const isOwn = session?.operator === waiver.requestedBy;
  const mayDecide = useMay("waivers.decide");
  const mayDecideForGroup = useMay("waivers.decide-for-group");
  const isAllowed = mayDecide && (waiver.machineId !== null || mayDecideForGroup);
  // Only the one who asked takes a request back; others refuse it.
  const decisions = decisionsOn(standing)
    .filter((each) => each !== (isOwn ? "refuse" : "withdraw"))
    .filter((each) => isAllowed || (mayDecide && each === "withdraw"));
  if (decisions.length === 0) return null;
  return (
    <Group gap={6}>
      {decisions.map((decision) => (
        <Button key={decision} size="compact-xs" variant="default" onClick={() => setAsked(decision)}>
          {say.decisions[decision]}
        </Button>
      ))}
      <Confirmation waiver={waiver} decision={asked} isOwn={isOwn} onClose={() => setAsked(null)} />
    </Group>
  );
}

type Props = { waiver: Waiver; decision: Decision | null; isOwn: boolean; onClose: () => void };

function Confirmation({ waiver, decision, isOwn, onClose }: Props) {
  const queries = useQueryClient();
  const deciding = useMutation({
    mutationFn: (chosen: Decision) => decideWaiver(waiver.id, { decision: chosen }),
    onSuccess: onClose,
    // Decided here or by somebody else meanwhile: either way the list is out of date.
    onSettled: () =>
      Promise.all([KEYS.waivers, KEYS.machine].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  });
  if (decision === null) return null;
  const close = () => {
    deciding.reset();
    onClose();
  };
  return (
    <Modal opened onClose={close} title={say.questions[decision]}>
      <Stack gap="md">
        <Text size="sm" style={{ overflowWrap: "anywhere" }}>
          <b>{waiver.machineName ?? say.group(waiver.group ?? "")}</b>: {subjectOf(waiver)}. {waiver.reason}
        </Text>
        <Text size="sm">{say.consequences[decision]}</Text>
        {decision === "approve" && isOwn && <Text size="sm">{say.own}</Text>}
        {deciding.error !== null && <ProblemNotice error={deciding.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={close}>
            {say.leaveIt}
          </Button>
          <Button loading={deciding.isPending} onClick={() => deciding.mutate(decision)} data-autofocus>
            {say.decisions[decision]}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
