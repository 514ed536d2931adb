import { Group, Skeleton, Stack, Text } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { flagsQuery } from "../../api/queries.ts";
import { TextLink } from "../../parts/links.tsx";
import { Panel } from "../../parts/panel.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { StatusIcon } from "../../parts/status-badge.tsx";
import { Teach } from "../../parts/teach.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { VERDICT_LOOKS } from "../../theme/status.ts";
import { say as common } from "../../words/common/words.ts";
import { type RecentChange, recentChanges } from "./recent-changes.ts";
import { say } from "./words.ts";

const SHOWN = 10;

/** The latest flags opened and resolved. Two lists, because either alone could crowd the other out. */
export function WhatChanged() {
  const open = useInfiniteQuery(flagsQuery({ state: "open" }, SHOWN));
  const resolved = useInfiniteQuery(flagsQuery({ state: "resolved" }, SHOWN));
  const error = open.error ?? resolved.error;
  const flags = [open, resolved].flatMap((list) => list.data?.pages.flatMap((page) => page.items) ?? []);
  const changes = recentChanges(flags, SHOWN);
  return (
    <Panel title={say.whatChanged}>
      {error !== null && flags.length === 0 ? (
        <ProblemNotice
          error={error}
          onRetry={() => {
            void open.refetch();
            void resolved.refetch();
          }}
        />
      ) : open.isPending || resolved.isPending ? (
        <Stack gap="xs" aria-busy>
          {Array.from({ length: 5 }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
            <Skeleton key={row} height={40} />
          ))}
        </Stack>
      ) : changes.length === 0 ? (
        <Teach icon={IconHistory} title={say.nothingYet}>
          {say.nothingYetWhy}
        </Teach>
      ) : (
        <Stack gap="sm" component="ul" p={0} m={0} style={{ listStyle: "none" }}>
          {changes.map((change) => (
            <ChangeLine key={change.id} change={change} />
          ))}
        </Stack>
      )}
    </Panel>
  );
}

function ChangeLine({ change: { kind, at, flag } }: { change: RecentChange }) {
  const look = kind === "resolved" ? VERDICT_LOOKS.pass : VERDICT_LOOKS[flag.cause];
  return (
    <Group component="li" gap="xs" wrap="nowrap" align="flex-start" className="fades">
      <span style={{ paddingTop: 2 }}>
        <StatusIcon look={look} />
      </span>
      <div style={{ flex: 1, minWidth: 0 }}>
        <Group gap="xs" justify="space-between" wrap="nowrap">
          <TextLink to="/machines/$id" params={{ id: flag.machineId }} size="sm" fw={600} className="clip">
            {flag.machineName}
          </TextLink>
          <Text size="xs" c="dimmed" style={{ flexShrink: 0 }}>
            <TimeAgo at={at} />
          </Text>
        </Group>
        <Text size="sm" c="dimmed" lineClamp={2}>
          {kind === "resolved" ? say.resolvedRule(common.rules[flag.rule]) : flag.sentence}
        </Text>
      </div>
    </Group>
  );
}
