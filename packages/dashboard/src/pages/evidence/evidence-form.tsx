import { Button, Group, NumberInput, Stack, TextInput } from "@mantine/core";
import { MAX_EVIDENCE_MACHINES, MAX_SEED_CHARS } from "@muster/shared/limits.ts";
import { IconRubberStamp } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { evidenceListQuery, makeEvidence } from "../../api/evidence.ts";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { endOfDay } from "./end-of-day.ts";

const route = getRouteApi("/frame/evidence");

/** As many as auditors commonly look at. */
const USUAL_MACHINES = 25;

/** Asks for a day, and for machines drawn by the auditor's own words or for the one that one came from. */
export function EvidenceForm({ machine }: { machine: { id: string; name: string } | null }) {
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const [day, setDay] = useState(today());
  const [machines, setMachines] = useState<number | string>(USUAL_MACHINES);
  const [seed, setSeed] = useState("");
  const making = useMutation({
    mutationFn: makeEvidence,
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: evidenceListQuery.queryKey, exact: true });
      void navigate({ to: "/evidence/$id", params: { id } });
    },
  });
  const at = endOfDay(day, Date.now());
  const isWhole = at !== null && (machine !== null || (typeof machines === "number" && seed.trim() !== ""));
  return (
    <Stack
      component="form"
      gap="sm"
      aria-label="New evidence"
      onSubmit={(event: React.SubmitEvent) => {
        event.preventDefault();
        if (!isWhole) return;
        const about = machine
          ? { machineIds: [machine.id] }
          : { draw: { machines: Number(machines), seed: seed.trim() } };
        making.mutate({ at, ...about });
      }}
    >
      <Group align="flex-start" gap="sm">
        <TextInput
          type="date"
          label="Day"
          description="As it ended"
          required
          max={today()}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        {machine === null && (
          <>
            <NumberInput
              label="Machines"
              description={`At most ${MAX_EVIDENCE_MACHINES}`}
              w={120}
              min={1}
              max={MAX_EVIDENCE_MACHINES}
              clampBehavior="strict"
              allowDecimal={false}
              value={machines}
              onChange={setMachines}
            />
            <TextInput
              label="Drawn by the words"
              description="Whatever the auditor says; the same words draw the same machines"
              required
              maxLength={MAX_SEED_CHARS}
              autoComplete="off"
              value={seed}
              onChange={(event) => setSeed(event.currentTarget.value)}
            />
          </>
        )}
      </Group>
      <Group>
        <Button
          type="submit"
          disabled={!isWhole}
          loading={making.isPending}
          leftSection={<IconRubberStamp size={16} aria-hidden />}
        >
          {machine === null ? "Draw and make evidence" : `Make evidence of ${machine.name}`}
        </Button>
      </Group>
      {making.error !== null && <ProblemNotice error={making.error} />}
    </Stack>
  );
}

function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
