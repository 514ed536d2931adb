import { Skeleton, Stack, Text } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { firewallLookQuery, firewallReviewsQuery } from "../../api/firewall-reviews.ts";
import { MoreButton } from "../../parts/more-button.tsx";
import { Page } from "../../parts/page.tsx";
import { Panel } from "../../parts/panel.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { useMay } from "../../parts/use-may.ts";
import { toneVariable } from "../../theme/status.ts";
import { ChangesTable } from "./changes-table.tsx";
import { ConfigurationsTable } from "./configurations-table.tsx";
import { dueSentence } from "./review-words.ts";
import { ReviewsTable } from "./reviews-table.tsx";
import { SignForm } from "./sign-form.tsx";

/** The periodic look at every firewall's configuration: what there is, what changed since the last time, and who has signed. */
export function ReviewsPage() {
  const look = useQuery(firewallLookQuery);
  const list = useInfiniteQuery(firewallReviewsQuery);
  const maySign = useMay("reviews.sign");
  const reviews = list.data?.pages.flatMap((page) => page.items) ?? [];
  const due = look.data && dueSentence(look.data);
  return (
    <Page
      tabTitle="Reviews"
      heading="Firewall review"
      lead="Rules judge whether firewalls are on. A review is a person's look at how they are configured, and at what changed since the last one."
    >
      <Stack gap="md">
        {look.error !== null && <ProblemNotice error={look.error} onRetry={() => void look.refetch()} />}
        {look.isPending && <Skeleton height={320} aria-busy />}
        {due !== undefined && (
          <Text fw={600} c={toneVariable(due.tone, "ink")} data-testid="review-due">
            {due.sentence}
          </Text>
        )}
        {look.data !== undefined && (
          <>
            <Panel title="Changed since the last review">
              <ChangesTable look={look.data} />
            </Panel>
            <Panel title="Configurations in the fleet">
              <ConfigurationsTable look={look.data} />
            </Panel>
            {maySign && <SignForm look={look.data} />}
          </>
        )}
        <Panel title="Signed reviews">
          {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
          {list.isPending ? (
            <Skeleton height={120} aria-busy />
          ) : reviews.length > 0 ? (
            <ReviewsTable reviews={reviews} />
          ) : (
            list.error === null && <Text size="sm">None yet. What is signed stands here and in the audit log.</Text>
          )}
          <MoreButton list={list} shown={reviews.length} />
        </Panel>
      </Stack>
    </Page>
  );
}
