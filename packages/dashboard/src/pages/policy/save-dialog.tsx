import { Button, Group, Modal, ScrollArea, Skeleton, Stack, Text, Textarea } from "@mantine/core";
import type { PolicyVersion } from "@muster/shared/api.ts";
import type { WhatIf } from "@muster/shared/what-if.ts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { changePolicy } from "../../api/commands.ts";
import { KEYS } from "../../api/queries.ts";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { type Draft, keepDraft } from "./draft.ts";
import { whatIfSentence } from "./what-if-sentence.ts";

const DocumentDiff = lazy(() => import("./document-diff.tsx"));

type Props = { isOpen: boolean; onClose: () => void; draft: Draft; policy: PolicyVersion; whatIf: WhatIf | null };

/** The last look before a policy judges everybody: what changes, what it would do, and why. */
export function SaveDialog({ isOpen, onClose, draft, policy, whatIf }: Props) {
  const [reason, setReason] = useState("");
  const queries = useQueryClient();
  const navigate = useNavigate();
  const saving = useMutation({
    mutationFn: () =>
      changePolicy({
        document: draft.document,
        basedOn: draft.basedOn,
        reason: reason.trim(),
        whatIf: whatIf?.today ? whatIf.id : undefined,
      }),
    onSuccess: async ({ version }) => {
      keepDraft(null);
      await queries.invalidateQueries({ queryKey: [KEYS.policy] });
      await navigate({ to: "/policy/versions/$version", params: { version } });
    },
    onError: () => queries.invalidateQueries({ queryKey: [KEYS.policy], exact: true }),
  });
  const isLong = reason.trim().length >= 3;
  return (
    <Modal opened={isOpen} onClose={onClose} title={`Bring version ${policy.version + 1} into force`} size="xl">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isLong) saving.mutate();
        }}
      >
        <Stack gap="md">
          <Text size="sm" fw={600}>
            {whatIf?.today ? whatIfSentence(whatIf.today) : "Not rehearsed yet: what it does is unknown."}
          </Text>
          <ScrollArea.Autosize mah={320}>
            <Suspense fallback={<Skeleton height={160} aria-busy />}>
              {isOpen && <DocumentDiff before={policy.document} after={draft.document} />}
            </Suspense>
          </ScrollArea.Autosize>
          <Textarea
            label="Why does the policy change?"
            description="Auditors read it beside the version, years from now."
            required
            data-autofocus
            maxLength={1_000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {saving.error !== null && <ProblemNotice error={saving.error} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              Go on writing
            </Button>
            <Button type="submit" disabled={!isLong} loading={saving.isPending}>
              Bring it into force
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
