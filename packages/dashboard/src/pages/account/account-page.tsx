import { Skeleton, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { sessionQuery } from "../../api/queries.ts";
import { accountQuery } from "../../api/sign-in.ts";
import { Page } from "../../parts/page.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { PasswordPanel } from "./password-panel.tsx";
import { SecondFactorPanel } from "./second-factor-panel.tsx";
import { SessionsPanel } from "./sessions-panel.tsx";

/** What one signs in with, and where one is signed in. */
export function AccountPage() {
  const account = useQuery(accountQuery);
  const { data: session } = useQuery(sessionQuery);
  return (
    <Page
      tabTitle="Account"
      heading="Account"
      lead={session && `You are ${session.operator}, signed in as ${session.role}.`}
    >
      {account.error !== null && <ProblemNotice error={account.error} onRetry={() => void account.refetch()} />}
      {account.isPending && <Skeleton height={320} aria-busy />}
      {account.data !== undefined && (
        <Stack gap="md">
          <PasswordPanel account={account.data} operator={session?.operator ?? ""} />
          <SecondFactorPanel account={account.data} />
          <SessionsPanel sessions={account.data.sessions} />
        </Stack>
      )}
    </Page>
  );
}
