import { Alert, Progress, Skeleton, Stack, Text } from "@mantine/core";
import type { WhatIf } from "@muster/shared/what-if.ts";
import { Panel } from "../../parts/panel.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { WhatIfDays } from "./what-if-days.tsx";
import { WhatIfToday } from "./what-if-today.tsx";

type Props = { whatIf: WhatIf | null; error: unknown; why: "unchanged" | "faulty" | "rehearsed" };

/** What the document would do, before anything is saved. */
export function WhatIfPanel({ whatIf, error, why }: Props) {
  return (
    <Panel title="What it would do">
      {/* Told as it comes, and not word by word as the figures follow one another. */}
      <div aria-live="polite" aria-busy={whatIf?.state === "running"}>
        {why === "unchanged" && <Text size="sm">Change the document, and this says who would move where.</Text>}
        {why === "faulty" && <Text size="sm">Mend the faults, and this says who would move where.</Text>}
        {why === "rehearsed" && error !== null && <ProblemNotice error={error} />}
        {why === "rehearsed" && error === null && <Answer whatIf={whatIf} />}
      </div>
    </Panel>
  );
}

function Answer({ whatIf }: { whatIf: WhatIf | null }) {
  if (whatIf === null) return <Skeleton height={180} aria-busy />;
  const { state, progress, today, days, failure } = whatIf;
  const percent = Math.floor(progress * 100);
  return (
    <Stack gap="md">
      {failure !== null && <Alert variant="outline">{failure}</Alert>}
      {state === "cancelled" && (
        <Text size="sm">Another rehearsal took this one's place: change the document to begin again.</Text>
      )}
      {today !== null && <WhatIfToday today={today} />}
      {state === "running" && (
        <div>
          <Text size="sm" mb={4}>
            {today === null ? "Judging every machine" : "Judging the last 30 days"}: {percent} %
          </Text>
          <Progress value={percent} aria-label="Judged so far" />
        </div>
      )}
      {days.length > 0 && <WhatIfDays days={days} />}
    </Stack>
  );
}
