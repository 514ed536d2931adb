import { Alert, Box, Code, Loader, Paper, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { ERRORS } from "@muster/shared/errors.ts";
import { IconAlertTriangle, IconKey } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { signIn } from "../../api/commands.ts";
import { localProblem, ProblemError } from "../../api/problem-error.ts";
import { sessionQuery } from "../../api/queries.ts";
import { toneVariable } from "../../theme/status.ts";

export function SignInPage() {
  useDocumentTitle("Sign in · Muster");
  const token = useLocation({ select: (location) => location.hash });
  const queries = useQueryClient();
  const navigate = useNavigate();
  const tried = useRef("");
  const { mutate, error, isPending, isSuccess } = useMutation({
    mutationFn: signIn,
    onSuccess: (session) => {
      queries.setQueryData(sessionQuery.queryKey, session);
      void navigate({ to: "/", replace: true });
    },
  });

  useEffect(() => {
    if (token === "" || token === tried.current) return;
    tried.current = token;
    // Out of the address bar and the history first: the token must not be left lying about, even if the server is away.
    window.history.replaceState(window.history.state, "", "/sign-in");
    mutate(token);
  }, [token, mutate]);

  return (
    <Box component="main" mih="100dvh" p="md" style={{ display: "grid", placeItems: "center" }}>
      <Paper p="xl" w="100%" maw={460}>
        <Stack gap="md">
          <img src="/icon.svg" width={40} height={40} alt="" />
          <Title order={1}>Sign in to Muster</Title>
          {isPending || isSuccess ? (
            <Text role="status">
              <Loader size="xs" mr="xs" aria-hidden /> Signing in
            </Text>
          ) : (
            <>
              {error !== null && <SignInFailure error={error} />}
              <HowToSignIn />
            </>
          )}
        </Stack>
      </Paper>
    </Box>
  );
}

function SignInFailure({ error }: { error: unknown }) {
  const { problem } = error instanceof ProblemError ? error : localProblem("internal", String(error));
  return (
    <Alert
      role="alert"
      variant="outline"
      color={toneVariable("bad", "ink")}
      title={problem.title}
      icon={<IconAlertTriangle size={18} aria-hidden />}
    >
      {problem.remedy}
    </Alert>
  );
}

/** The remedy names the command after its last colon; it is set apart so that it can be copied. */
function HowToSignIn() {
  const { remedy } = ERRORS.sign_in_required;
  const at = remedy.lastIndexOf(": ");
  return (
    <Alert role="note" variant="default" title="You need a sign-in link" icon={<IconKey size={18} aria-hidden />}>
      {remedy.slice(0, at + 1)} <Code>{remedy.slice(at + 2)}</Code>
    </Alert>
  );
}
