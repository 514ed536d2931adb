import { Alert, Button, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { localProblem, ProblemError } from "../api/problem-error.ts";
import { toneVariable } from "../theme/status.ts";
import { say } from "../words/common/words.ts";
import { problemInWords } from "../words/errors/errors.ts";

type Props = { error: unknown; onRetry?: () => void };

/** What went wrong, what to do about it, and a button to try again. */
export function ProblemNotice({ error, onRetry }: Props) {
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
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{remedy}</Text>
        {problem.detail !== undefined && (
          <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
            {problem.code}: {problem.detail}
          </Text>
        )}
        {onRetry !== undefined && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {say.tryAgain}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
