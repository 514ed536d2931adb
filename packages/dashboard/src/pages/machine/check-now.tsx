import { Button, Group, Text } from "@mantine/core";
import type { MachineDetail } from "@muster/shared/api.ts";
import { IconRefresh } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { checkNow } from "../../api/commands.ts";
import { useCheck } from "../../feed/checks.ts";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { useMay } from "../../parts/use-may.ts";
import { say } from "./words.ts";

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
          {say.check.now}
        </Button>
        <Text size="sm" role="status" data-check={progress?.state ?? "none"}>
          {isAway ? (
            say.check.offline
          ) : progress === undefined ? null : (
            <>
              {say.check[progress.state]}, <TimeAgo at={progress.at} />
            </>
          )}
        </Text>
      </Group>
      {asking.isError && <ProblemNotice error={asking.error} onRetry={() => asking.mutate()} />}
    </>
  );
}
