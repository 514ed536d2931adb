import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { type FirewallLook, FirewallReviewRequest } from "@muster/shared/firewall-review.ts";
import { MAX_TEXT_CHARS } from "@muster/shared/limits.ts";
import { IconSignature } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { firewallLookQuery, firewallReviewsQuery, signFirewallReview } from "../../api/firewall-reviews.ts";
import { Panel } from "../../parts/panel.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { exactTime } from "../../parts/relative-time.ts";

/** Signs exactly what is shown: what has changed since it was read is for the next review. */
export function SignForm({ look }: { look: FirewallLook }) {
  const [note, setNote] = useState("");
  const queries = useQueryClient();
  const signing = useMutation({
    mutationFn: signFirewallReview,
    onSuccess: () => setNote(""),
    onSettled: () =>
      Promise.all(
        [firewallLookQuery.queryKey, firewallReviewsQuery.queryKey].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      ),
  });
  const wanted = FirewallReviewRequest.safeParse({ asOf: look.asOf, note });
  return (
    <Panel title="Sign this review">
      <Stack
        component="form"
        gap="sm"
        aria-label="Sign this review"
        onSubmit={(event: React.SubmitEvent) => {
          event.preventDefault();
          if (wanted.success) signing.mutate(wanted.data);
        }}
      >
        <Textarea
          label="What you found and decided"
          description="An auditor will read this"
          required
          autosize
          minRows={2}
          maxLength={MAX_TEXT_CHARS}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Text size="sm" c="dimmed">
          You sign all that was so until {exactTime(Date.parse(look.asOf))}.
        </Text>
        {signing.error !== null && <ProblemNotice error={signing.error} />}
        <Group>
          <Button
            type="submit"
            disabled={!wanted.success}
            loading={signing.isPending}
            leftSection={<IconSignature size={16} aria-hidden />}
          >
            Sign
          </Button>
        </Group>
      </Stack>
    </Panel>
  );
}
