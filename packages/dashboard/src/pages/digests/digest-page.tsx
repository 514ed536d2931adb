import { Code, Group, Paper, Skeleton, Tabs, Text } from "@mantine/core";
import type { Digest } from "@muster/shared/api.ts";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { digestQuery } from "../../api/queries.ts";
import { BackLink } from "../../parts/links.tsx";
import { Page } from "../../parts/page.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { DigestState } from "./digest-state.tsx";

const route = getRouteApi("/frame/digests/$night");

export function DigestPage() {
  const { night } = route.useParams();
  const { data: digest, error, refetch } = useQuery(digestQuery(night));
  return (
    <Page
      tabTitle={`Digest of ${night}`}
      heading={`Digest of ${night}`}
      lead={digest?.subject}
      back={<BackLink to="/digests">All digests</BackLink>}
    >
      {digest !== undefined ? (
        <DigestView digest={digest} />
      ) : error !== null ? (
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton height="70vh" aria-busy />
      )}
    </Page>
  );
}

function DigestView({ digest }: { digest: Digest }) {
  return (
    <>
      <Group gap="4px 24px">
        <DigestState digest={digest} />
        <Text size="sm" c="dimmed">
          Composed <TimeAgo at={digest.composedAt} /> for {digest.timeZone}
        </Text>
        {digest.attempts > 0 && (
          <Text size="sm" c="dimmed">
            {digest.attempts} {digest.attempts === 1 ? "attempt" : "attempts"} to send
          </Text>
        )}
      </Group>
      <Tabs defaultValue="html" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="html">As mailed</Tabs.Tab>
          <Tabs.Tab value="text">As text</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="html" pt="md">
          <Paper p={0} style={{ overflow: "hidden" }}>
            {/* An empty sandbox: no script, no form, no way out of the frame. */}
            <iframe className="mail" title={`Digest of ${digest.night}, as mailed`} sandbox="" srcDoc={digest.html} />
          </Paper>
        </Tabs.Panel>
        <Tabs.Panel value="text" pt="md">
          <Paper>
            <Code block className="document document-wrapped">
              {digest.text}
            </Code>
          </Paper>
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
