import { Button, Group, Stack, Text } from "@mantine/core";
import type { Account } from "@muster/shared/account.ts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { withProof } from "../../api/confirming.ts";
import {
  accountQuery,
  offerSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
  takeSecondFactor,
} from "../../api/sign-in.ts";
import { AuthenticatorOffer } from "../../parts/authenticator-offer.tsx";
import { Panel } from "../../parts/panel.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { RecoveryCodes } from "../../parts/recovery-codes.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { TotpField } from "../../parts/totp-field.tsx";

export function SecondFactorPanel({ account }: { account: Account }) {
  const [code, setCode] = useState("");
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: accountQuery.queryKey });
  const offering = useMutation({ mutationFn: () => withProof(offerSecondFactor) });
  const taking = useMutation({
    mutationFn: (typed: string) => withProof(() => takeSecondFactor(typed)),
    onSuccess: () => offering.reset(),
    onSettled: () => {
      setCode("");
      return onSettled();
    },
  });
  const renewing = useMutation({ mutationFn: () => withProof(renewRecoveryCodes), onSettled });
  const removing = useMutation({ mutationFn: () => withProof(removeSecondFactor), onSettled });
  const codes = taking.data?.codes ?? renewing.data?.codes;
  const has = account.secondFactorSetAt !== null;
  const error = offering.error ?? renewing.error ?? removing.error;
  return (
    <Panel title="Second factor">
      {codes !== undefined ? (
        <RecoveryCodes
          codes={codes}
          onDone={() => {
            taking.reset();
            renewing.reset();
          }}
        />
      ) : offering.data !== undefined ? (
        <Stack
          component="form"
          gap="sm"
          maw={560}
          aria-label="Another authenticator"
          onSubmit={(event: React.SubmitEvent) => {
            event.preventDefault();
            taking.mutate(code.trim());
          }}
        >
          <AuthenticatorOffer offer={offering.data} />
          <TotpField value={code} onChange={(event) => setCode(event.currentTarget.value)} />
          {taking.error !== null && <ProblemNotice error={taking.error} />}
          <Group gap="sm">
            <Button type="submit" loading={taking.isPending} disabled={code.trim() === ""}>
              Take it
            </Button>
            <Button variant="default" onClick={() => offering.reset()}>
              Cancel
            </Button>
          </Group>
        </Stack>
      ) : (
        <Stack gap="sm">
          <Standing account={account} />
          {error !== null && <ProblemNotice error={error} />}
          <Group gap="sm">
            <Button variant="default" loading={offering.isPending} onClick={() => offering.mutate()}>
              {has ? "Take another authenticator" : "Set up an authenticator"}
            </Button>
            {has && (
              <Button variant="default" loading={renewing.isPending} onClick={() => renewing.mutate()}>
                New recovery codes
              </Button>
            )}
            {has && !account.isSecondFactorNeeded && (
              <Button variant="default" loading={removing.isPending} onClick={() => removing.mutate()}>
                Do without
              </Button>
            )}
          </Group>
        </Stack>
      )}
    </Panel>
  );
}

function Standing({ account }: { account: Account }) {
  const { secondFactorSetAt, recoveryCodesLeft, isSecondFactorNeeded } = account;
  if (secondFactorSetAt === null) {
    return (
      <Text size="sm">
        You have none.{isSecondFactorNeeded && " Your role needs one as soon as other PCs can reach this server."}
      </Text>
    );
  }
  const left = recoveryCodesLeft === 1 ? "1 recovery code is" : `${recoveryCodesLeft} recovery codes are`;
  return (
    <Text size="sm">
      Authenticator app, set up <TimeAgo at={secondFactorSetAt} />. {left} left.
    </Text>
  );
}
