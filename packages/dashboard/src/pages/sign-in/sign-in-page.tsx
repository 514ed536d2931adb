import { Box, Loader, Paper, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import type { SetupDone, SignInAnswer } from "@muster/shared/sign-in.ts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { sessionQuery } from "../../api/queries.ts";
import { giveUpSignIn, signIn } from "../../api/sign-in.ts";
import { RecoveryCodes } from "../../parts/recovery-codes.tsx";
import { PasswordForm } from "./password-form.tsx";
import { SecondFactorForm } from "./second-factor-form.tsx";
import { SetupForm } from "./setup-form.tsx";
import { SignInFailure } from "./sign-in-failure.tsx";

type Pending = Exclude<SignInAnswer, { stage: "signed-in" }>;
const HEADINGS = { "second-factor": "One more proof", setup: "Set up how you sign in" } as const;

export function SignInPage() {
  useDocumentTitle("Sign in · Muster");
  const token = useLocation({ select: (location) => location.hash });
  const queries = useQueryClient();
  const navigate = useNavigate();
  const tried = useRef("");
  const [pending, setPending] = useState<Pending | null>(null);
  const [done, setDone] = useState<SetupDone | null>(null);

  const goIn = (session: SetupDone["session"]): void => {
    queries.setQueryData(sessionQuery.queryKey, session);
    void navigate({ to: "/", replace: true });
  };
  const goOn = (answer: SignInAnswer): void => {
    if (answer.stage === "signed-in") goIn(answer.session);
    else setPending(answer);
  };
  const byLink = useMutation({ mutationFn: signIn, onSuccess: goOn });
  const startAgain = useMutation({ mutationFn: giveUpSignIn, onSettled: () => setPending(null) });

  const { mutate } = byLink;
  useEffect(() => {
    if (token === "" || token === tried.current) return;
    tried.current = token;
    // Out of the address bar and the history first: the token must not be left lying about, even if the server is away.
    window.history.replaceState(window.history.state, "", "/sign-in");
    mutate({ token });
  }, [token, mutate]);

  const isEntering = byLink.isPending || (byLink.isSuccess && pending === null && byLink.data.stage === "signed-in");
  return (
    <Box component="main" mih="100dvh" p="md" style={{ display: "grid", placeItems: "center" }}>
      <Paper p="xl" w="100%" maw={pending?.stage === "setup" || done ? 620 : 460}>
        <Stack gap="md">
          <img src="/icon.svg" width={40} height={40} alt="" />
          <Title order={1}>{done ? "You are in" : pending ? HEADINGS[pending.stage] : "Sign in to Muster"}</Title>
          {done ? (
            <RecoveryCodes codes={done.recoveryCodes} onDone={() => goIn(done.session)} />
          ) : isEntering ? (
            <Text role="status">
              <Loader size="xs" mr="xs" aria-hidden /> Signing in
            </Text>
          ) : pending?.stage === "second-factor" ? (
            <SecondFactorForm operator={pending.operator} onProved={goOn} onAgain={() => startAgain.mutate()} />
          ) : pending?.stage === "setup" ? (
            <SetupForm
              wanted={pending}
              onDone={(answer) => (answer.recoveryCodes.length > 0 ? setDone(answer) : goIn(answer.session))}
            />
          ) : (
            <>
              {byLink.error !== null && <SignInFailure error={byLink.error} />}
              <PasswordForm onProved={goOn} />
            </>
          )}
        </Stack>
      </Paper>
    </Box>
  );
}
