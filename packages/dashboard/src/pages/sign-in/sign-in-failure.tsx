import { Alert } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { localProblem, ProblemError } from "../../api/problem-error.ts";
import { toneVariable } from "../../theme/status.ts";
import { problemInWords } from "../../words/errors/errors.ts";

export function SignInFailure({ error }: { error: unknown }) {
  const { problem } = error instanceof ProblemError ? error : localProblem("internal", String(error));
  const { title, remedy } = problemInWords(problem);
  return (
    <Alert
      role="alert"
      variant="outline"
      color={toneVariable("bad", "ink")}
      title={title}
      icon={<IconAlertTriangle size={18} aria-hidden />}
    >
      {problem.detail !== undefined && `${problem.detail} `}
      {remedy}
    </Alert>
  );
}
