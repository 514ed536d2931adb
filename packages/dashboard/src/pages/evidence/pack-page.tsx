import { Alert, Button, Code, DataList, Group, Skeleton, Stack } from "@mantine/core";
import type { EvidenceBody, EvidencePack } from "@muster/shared/evidence.ts";
import { IconAlertTriangle, IconDownload, IconPrinter, IconShieldCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { evidenceAddress, evidenceQuery } from "../../api/evidence.ts";
import { Labelled } from "../../parts/labelled.tsx";
import { BackLink, TextLink } from "../../parts/links.tsx";
import { Page } from "../../parts/page.tsx";
import { Panel } from "../../parts/panel.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { exactTime } from "../../parts/relative-time.ts";
import { toneVariable } from "../../theme/status.ts";
import { MachineThen } from "./machine-then.tsx";
import { proofSentences } from "./proof-words.ts";

const route = getRouteApi("/frame/evidence/$id");

/** One pack, to be read, printed or taken away. */
export function EvidencePackPage() {
  const { id } = route.useParams();
  const pack = useQuery(evidenceQuery(id));
  const at = pack.data && exactTime(Date.parse(pack.data.body.at));
  return (
    <Page
      tabTitle="Evidence"
      heading={at === undefined ? "Evidence" : `As it stood on ${at}`}
      back={<BackLink to="/evidence">Evidence</BackLink>}
    >
      {pack.error !== null && <ProblemNotice error={pack.error} onRetry={() => void pack.refetch()} />}
      {pack.isPending && <Skeleton height={320} aria-busy />}
      {pack.data !== undefined && <Pack pack={pack.data} />}
    </Page>
  );
}

function Pack({ pack }: { pack: EvidencePack }) {
  const { body } = pack;
  return (
    <Stack gap="md">
      <Group gap="sm" className="not-on-paper">
        {(["json", "csv"] as const).map((form) => (
          <Button
            key={form}
            component="a"
            href={evidenceAddress(body.id, form)}
            download
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {form === "json" ? "Signed file (JSON)" : "Table (CSV)"}
          </Button>
        ))}
        <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
          Print
        </Button>
      </Group>
      <Stack gap={6} aria-label="What this proves" component="section">
        {proofSentences(pack).map(({ tone, sentence }) => (
          <Alert
            key={sentence}
            p="xs"
            variant="default"
            icon={tone === "good" ? <IconShieldCheck aria-hidden /> : <IconAlertTriangle aria-hidden />}
            c={toneVariable(tone, "ink")}
          >
            {sentence}
          </Alert>
        ))}
      </Stack>
      <Panel title="The fleet then">
        <DataList size="sm" gap={4} labelWidth={120}>
          <Labelled label="Machines">{fleetWords(body)}</Labelled>
          <Labelled label="Chosen">
            {body.draw === null
              ? "by name"
              : `${body.machines.length} drawn by “${body.draw.seed}”: the lowest SHA-256 of these words, a line feed and the id`}
          </Labelled>
          {body.policies.map((policy) => (
            <Labelled key={policy.version} label="Policy">
              <TextLink
                to="/policy/versions/$version"
                params={{ version: policy.version }}
                size="sm"
                underline="always"
              >
                version {policy.version}
              </TextLink>
              {`, ${policy.name}, in force since ${exactTime(Date.parse(policy.appliedAt))}, by ${policy.author || "nobody"}`}
            </Labelled>
          ))}
          <Labelled label="Made">
            {exactTime(Date.parse(body.madeAt))} by {body.madeBy} on {body.server}
          </Labelled>
          <Labelled label="Seals">
            {body.seals.length === 0 ? "none yet" : body.seals.map(({ number }) => number).join(", ")}
            {body.auditHead !== null && (
              <>
                ; the audit log, which names each, had come to{" "}
                <Code>{`${body.auditHead.number}:${body.auditHead.hash}`}</Code>
              </>
            )}
          </Labelled>
        </DataList>
      </Panel>
      {body.machines.map((machine) => (
        <MachineThen key={machine.id} machine={machine} />
      ))}
    </Stack>
  );
}

function fleetWords({ fleet }: EvidenceBody): string {
  const all = fleet.machines === 1 ? "1 machine" : `${fleet.machines} machines`;
  if (fleet.day === null) return `${all} enrolled`;
  const { compliant = 0 } = fleet.day.byStatus;
  const counted = Object.values(fleet.day.byStatus).reduce((sum, count) => sum + count, 0);
  return `${all} enrolled; at the end of ${fleet.day.day} (UTC) ${compliant} of ${counted} were compliant`;
}
