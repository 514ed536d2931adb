import { Button, Group, Text } from "@mantine/core";
import type { CheckProgress, MachineDetail } from "@muster/shared/api.ts";
import { IconRefresh } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { checkNow } from "../../api/commands.ts";
import { useCheck } from "../../feed/checks.ts";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { useMay } from "../../parts/use-may.ts";

const WORDS: Record<CheckProgress["state"], string> = {
  asked: "Asked; waiting for the machine",
  collecting: "The machine is collecting",
  judged: "Collected and judged",
  unanswered: "The machine did not answer; it reports by itself when it can",
};

const OFFLINE = "Offline: it reports by itself when it is back";

/** Asks the machine to collect at once, and says how far it has come. */
export function CheckNow({ machine }: { machine: Pick<MachineDetail, "id" | "isOnline"> }) {
  const progress = useCheck(machine.id);
  const mayAsk = useMay("machines.check");
  const asking = useMutation({ mutationFn: () => checkNow([machine.id]) });
  const isRunning = asking.isPending || progress?.state === "asked" || progress?.state === "collecting";
  const isLeftOut = asking.data?.offline.includes(machine.id) === true && progress === undefined;
  const isAway = !isRunning && (!machine.isOnline || isLeftOut);
  if (!mayAsk) return null;
  return (
    <>
      <Group gap="sm" mt="sm">
        <Button
          size="xs"
          variant="default"
          leftSection={<IconRefresh size={16} aria-hidden />}
          loading={isRunning}
          disabled={isAway && !isLeftOut}
          onClick={() => asking.mutate()}
        >
          Check now
        </Button>
        <Text size="sm" role="status" data-check={progress?.state ?? "none"}>
          {isAway ? (
            OFFLINE
          ) : progress === undefined ? null : (
            <>
              {WORDS[progress.state]}, <TimeAgo at={progress.at} />
            </>
          )}
        </Text>
      </Group>
      {asking.isError && <ProblemNotice error={asking.error} onRetry={() => asking.mutate()} />}
    </>
  );
}
