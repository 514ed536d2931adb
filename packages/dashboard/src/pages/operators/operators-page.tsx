import { Paper, Skeleton, Stack, Table } from "@mantine/core";
import type { Invitation } from "@muster/shared/api.ts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { operatorsQuery } from "../../api/queries.ts";
import { Page } from "../../parts/page.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { useMay } from "../../parts/use-may.ts";
import { AddOperator } from "./add-operator.tsx";
import { InvitationPanel } from "./invitation-panel.tsx";
import { OperatorRow } from "./operator-row.tsx";
import { operatorsSentence } from "./operators-sentence.ts";

/** Who may sign in, and as what. */
export function OperatorsPage() {
  const { data, error, refetch } = useQuery(operatorsQuery);
  const mayChange = useMay("operators.change");
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  return (
    <Page
      tabTitle="Operators"
      heading="Operators"
      lead={data === undefined ? "Who may sign in, and as what." : operatorsSentence(data.items)}
    >
      <Stack gap="lg">
        {mayChange && <AddOperator onInvited={setInvitation} />}
        {invitation !== null && <InvitationPanel invitation={invitation} onClose={() => setInvitation(null)} />}
        {data !== undefined ? (
          <Paper p={0} style={{ overflow: "hidden" }}>
            <Table aria-label="Operators" layout="fixed">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">Name</Table.Th>
                  <Table.Th scope="col" w={150}>
                    Role
                  </Table.Th>
                  <Table.Th scope="col" w={150} visibleFrom="sm">
                    Last sign-in
                  </Table.Th>
                  <Table.Th scope="col" w={170} visibleFrom="md">
                    Added
                  </Table.Th>
                  {mayChange && (
                    <Table.Th scope="col" w={200}>
                      Change
                    </Table.Th>
                  )}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {data.items.map((operator) => (
                  <OperatorRow key={operator.id} operator={operator} mayChange={mayChange} onInvited={setInvitation} />
                ))}
              </Table.Tbody>
            </Table>
          </Paper>
        ) : error !== null ? (
          <ProblemNotice error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton height={240} aria-busy />
        )}
      </Stack>
    </Page>
  );
}
