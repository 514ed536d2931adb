import { Button, Group, Skeleton, Stack, Text } from "@mantine/core";
import type { Digest } from "@muster/shared/digest.ts";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { retryDigest } from "../../api/digest-commands.ts";
import { digestQuery, KEYS } from "../../api/queries.ts";
import { BackLink } from "../../parts/links.tsx";
import { Page } from "../../parts/page.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { useMay } from "../../parts/use-may.ts";
import { Deliveries } from "./deliveries.tsx";
import { DigestState } from "./digest-state.tsx";
import { MailView } from "./mail-view.tsx";

const route = getRouteApi("/frame/digests/$id");

/** A mail that is still on its way is looked at again this often, in ms. */
const LOOK_AGAIN_MS = 5_000;

export function DigestPage() {
  const { id } = route.useParams();
  const {
    data: digest,
    error,
    refetch,
  } = useQuery({
    ...digestQuery(id),
    refetchInterval: ({ state }) =>
      state.data?.state === "pending" || state.data?.state === "sending" ? LOOK_AGAIN_MS : false,
  });
  const heading = digest === undefined ? "Digest" : `Digest no. ${digest.number} of ${digest.night}`;
  return (
    <Page
      tabTitle={heading}
      heading={heading}
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
  const queries = useQueryClient();
  const retrying = useMutation({
    mutationFn: () => retryDigest(digest.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: [KEYS.digests] }),
  });
  const mayConfigure = useMay("messages.configure");
  const canRetry = mayConfigure && (digest.state === "failed" || digest.state === "not-sent");
  return (
    <Stack gap="lg">
      <Group gap="4px 24px">
        <DigestState digest={digest} />
        <Text size="sm" c="dimmed">
          {digest.listName ?? "A list that was removed"}; composed <TimeAgo at={digest.composedAt} />
          {digest.isLate && ", late"}
        </Text>
        {digest.nextAttemptAt !== null && (
          <Text size="sm" c="dimmed">
            Next try <TimeAgo at={digest.nextAttemptAt} />
          </Text>
        )}
        {canRetry && (
          <Button size="xs" variant="default" loading={retrying.isPending} onClick={() => retrying.mutate()}>
            Try again
          </Button>
        )}
      </Group>
      <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
        To {digest.recipients.length === 0 ? "nobody" : digest.recipients.join(", ")}
      </Text>
      {retrying.error !== null && <ProblemNotice error={retrying.error} />}
      <MailView mail={digest} title={`Digest no. ${digest.number}`} />
      <Deliveries deliveries={digest.deliveries} />
    </Stack>
  );
}
