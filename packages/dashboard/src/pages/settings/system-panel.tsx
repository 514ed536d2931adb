import { DataList, Group, Skeleton, Stack, Text } from "@mantine/core";
import { DAY_MS } from "@muster/shared/duration.ts";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { systemQuery } from "../../api/system.ts";
import { useNow } from "../../parts/clock.ts";
import { CopyLine } from "../../parts/copy-line.tsx";
import { Labelled } from "../../parts/labelled.tsx";
import { Panel } from "../../parts/panel.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { deadline } from "../../parts/relative-time.ts";
import { StatusIcon } from "../../parts/status-badge.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { VERDICT_LOOKS } from "../../theme/status.ts";
import { sizeInWords } from "./size-in-words.ts";

/** A certificate that has not renewed itself by then, in ms before its end, needs somebody to look. */
const LATE_MS = 14 * DAY_MS;

/** How the server itself is. */
export function SystemPanel() {
  const { data: system, error, refetch } = useQuery(systemQuery);
  const now = useNow();
  if (system === undefined) {
    return (
      <Panel title="This server">
        {error === null ? (
          <Skeleton height={200} aria-busy />
        ) : (
          <ProblemNotice error={error} onRetry={() => void refetch()} />
        )}
      </Panel>
    );
  }
  const { certificate, store } = system;
  const isLate = Date.parse(certificate.expiresAt) - now < LATE_MS;
  return (
    <Panel title="This server">
      <Stack gap="sm">
        <DataList size="sm" labelWidth={150}>
          <Labelled label="Running since">
            <TimeAgo at={system.startedAt} />, on Node {system.nodeVersion}
          </Labelled>
          <Labelled label="Agents connected">{system.agentsConnected.toLocaleString()}</Labelled>
          <Labelled label="Address">
            <Judged isGood={system.listensBeyondThisMachine}>
              {system.publicAddress}
              {!system.listensBeyondThisMachine && ", which only this PC can reach: start the server with --listen"}
            </Judged>
          </Labelled>
          <Labelled label="Certificate">
            <Judged isGood={!isLate}>
              ends {deadline(Date.parse(certificate.expiresAt), now)};{" "}
              {isLate ? (
                "it should have been renewed by now: look at the server's log"
              ) : (
                <>
                  renewed by itself <TimeAgo at={certificate.renewsFrom} />
                </>
              )}
            </Judged>
          </Labelled>
          <Labelled label="Store">
            {store.binding}
            {store.bytes !== null && `, ${sizeInWords(store.bytes)}`}
          </Labelled>
          <Labelled label="Mail server">
            <Judged isGood={system.hasMailServer}>
              {system.hasMailServer ? "set up" : "none: digests are kept, and sent to nobody"}
            </Judged>
          </Labelled>
        </DataList>
        <Text size="sm">Fingerprint of the authority that agents trust (SHA-256)</Text>
        <CopyLine line={certificate.caFingerprint} label="Fingerprint" />
      </Stack>
    </Panel>
  );
}

/** Words with the mark that says whether somebody has to look. */
function Judged({ isGood, children }: { isGood: boolean; children: ReactNode }) {
  return (
    <Group gap={6} wrap="nowrap" align="flex-start">
      <span style={{ paddingTop: 2 }}>
        <StatusIcon look={isGood ? VERDICT_LOOKS.pass : VERDICT_LOOKS.warn} size={14} />
      </span>
      <span>{children}</span>
    </Group>
  );
}
