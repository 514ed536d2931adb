import { Alert, Button, Grid, Group, Paper, Skeleton, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import type { PolicyFault, PolicyVersion } from "@muster/shared/api.ts";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { checkPolicy } from "../../api/commands.ts";
import { KEYS, policyQuery } from "../../api/queries.ts";
import { BackLink, TextLink } from "../../parts/links.tsx";
import { Page } from "../../parts/page.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { type Draft, keepDraft, readDraft } from "./draft.ts";
import { SaveDialog } from "./save-dialog.tsx";
import { useWhatIf } from "./use-what-if.ts";
import { WhatIfPanel } from "./what-if-panel.tsx";

const PolicyEditor = lazy(() => import("./policy-editor.tsx"));

/** A pause in typing after which the document is checked, and one after which it is rehearsed, in ms. */
const CHECK_AFTER_MS = 300;
const REHEARSE_AFTER_MS = 900;

const NO_FAULTS: PolicyFault[] = [];

export function EditPolicyPage() {
  const { data: policy, error, refetch } = useQuery(policyQuery);
  return (
    <Page
      tabTitle="Change the policy"
      heading="Change the policy"
      back={<BackLink to="/policy">Policy</BackLink>}
      lead="Nothing comes into force before you save it. Ctrl+Space shows what may stand at the cursor."
    >
      {policy !== undefined ? (
        <Editing policy={policy} />
      ) : error !== null ? (
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton height={560} aria-busy />
      )}
    </Page>
  );
}

function Editing({ policy }: { policy: PolicyVersion }) {
  const [draft, setDraft] = useState<Draft>(
    () => readDraft() ?? { document: policy.document, basedOn: policy.version },
  );
  const [isSaving, setSaving] = useState(false);
  const isChanged = draft.document !== policy.document;
  useEffect(() => keepDraft(isChanged ? draft : null), [draft, isChanged]);
  const [checked] = useDebouncedValue(draft.document, CHECK_AFTER_MS);
  const check = useQuery({
    queryKey: [KEYS.policy, "check", checked],
    queryFn: ({ signal }) => checkPolicy(checked, signal),
    enabled: checked.trim() !== "",
  });
  const faults = check.data?.faults ?? NO_FAULTS;
  const isRight = check.data !== undefined && faults.length === 0 && checked === draft.document;
  const [settled] = useDebouncedValue(isRight && isChanged ? draft.document : null, REHEARSE_AFTER_MS);
  const rehearsed = settled === draft.document && isChanged ? settled : null;
  const { whatIf, error } = useWhatIf(rehearsed);
  const startAgain = () => setDraft({ document: policy.document, basedOn: policy.version });
  return (
    <Stack gap="md">
      {draft.basedOn !== policy.version && (
        <Overtaken
          draft={draft}
          policy={policy}
          onStartAgain={startAgain}
          onKeep={() => setDraft({ ...draft, basedOn: policy.version })}
        />
      )}
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Paper component="section" aria-label="Document" p="xs">
            <Suspense fallback={<Skeleton height={520} aria-busy />}>
              <PolicyEditor
                document={draft.document}
                faults={faults}
                onChange={(document) => setDraft((before) => ({ ...before, document }))}
              />
            </Suspense>
          </Paper>
          <Group justify="space-between" mt="sm" gap="sm">
            <Verdict faults={faults} isChecking={!isRight && faults.length === 0} error={check.error} />
            <Group gap="sm">
              <Button variant="default" size="sm" disabled={!isChanged} onClick={startAgain}>
                Throw the changes away
              </Button>
              <Button
                size="sm"
                disabled={!isChanged || !isRight || draft.basedOn !== policy.version}
                onClick={() => setSaving(true)}
              >
                Save…
              </Button>
            </Group>
          </Group>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <WhatIfPanel
            whatIf={whatIf}
            error={error}
            why={!isChanged ? "unchanged" : faults.length > 0 ? "faulty" : "rehearsed"}
          />
        </Grid.Col>
      </Grid>
      <SaveDialog isOpen={isSaving} onClose={() => setSaving(false)} draft={draft} policy={policy} whatIf={whatIf} />
    </Stack>
  );
}

function Verdict({ faults, isChecking, error }: { faults: PolicyFault[]; isChecking: boolean; error: unknown }) {
  if (error) return <ProblemNotice error={error} />;
  return (
    <div role="status" data-testid="policy-check">
      {isChecking && <Text size="sm">Checking…</Text>}
      {!isChecking && faults.length === 0 && <Text size="sm">The document is in order.</Text>}
      {faults.slice(0, 5).map((fault) => (
        <Text key={`${fault.line} ${fault.column} ${fault.message}`} size="sm" style={{ overflowWrap: "anywhere" }}>
          Line {fault.line}, column {fault.column}: {fault.message}
        </Text>
      ))}
      {faults.length > 5 && <Text size="sm">and {faults.length - 5} more</Text>}
    </div>
  );
}

type OvertakenProps = { draft: Draft; policy: PolicyVersion; onStartAgain: () => void; onKeep: () => void };

function Overtaken({ draft, policy, onStartAgain, onKeep }: OvertakenProps) {
  return (
    <Alert role="alert" variant="outline" title={`Version ${policy.version} has come into force since you began`}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          Your draft was made from version {draft.basedOn}.{" "}
          <TextLink
            to="/policy/versions/$version"
            params={{ version: policy.version }}
            search={{ against: draft.basedOn }}
            size="sm"
          >
            See what changed
          </TextLink>
          , then choose.
        </Text>
        <Group gap="sm">
          <Button size="xs" variant="default" onClick={onStartAgain}>
            Start again from version {policy.version}
          </Button>
          <Button size="xs" variant="default" onClick={onKeep}>
            Keep mine: it takes the place of version {policy.version}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
