import { Code, Group, Paper, Skeleton, Stack } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { policyQuery } from "../../api/queries.ts";
import { ButtonLink } from "../../parts/links.tsx";
import { Page } from "../../parts/page.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { useMay } from "../../parts/use-may.ts";
import { PolicyVersions } from "./policy-versions.tsx";

/** The policy in force, the way to change it, and all that were in force before. */
export function PolicyPage() {
  const { data: policy, error, refetch } = useQuery(policyQuery);
  const mayChange = useMay("policy.change");
  return (
    <Page
      tabTitle="Policy"
      heading="Policy"
      lead={
        policy === undefined ? (
          "The rules that every machine is held to."
        ) : (
          <Group justify="space-between" gap="sm">
            <span>
              {policy.name}, version {policy.version}, came into force <TimeAgo at={policy.appliedAt} />. Every machine
              is judged by it.
            </span>
            {mayChange && (
              <ButtonLink to="/policy/edit" size="xs" leftSection={<IconPencil size={14} aria-hidden />}>
                Change it
              </ButtonLink>
            )}
          </Group>
        )
      }
    >
      {policy !== undefined ? (
        <Stack gap="lg">
          <Paper component="section" aria-label="Policy document">
            {/* A keyboard must be able to scroll what a mouse can. */}
            <Code block className="document" role="group" aria-label="Document" tabIndex={0} mah={560}>
              {policy.document}
            </Code>
          </Paper>
          <PolicyVersions />
        </Stack>
      ) : error !== null ? (
        <ProblemNotice error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton height={520} aria-busy />
      )}
    </Page>
  );
}
