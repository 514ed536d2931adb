import { Badge } from "@mantine/core";
import type { Incident } from "@muster/shared/incident.ts";
import type { Severity } from "@muster/shared/rules.ts";
import { toneVariable } from "../../theme/status.ts";
import { SEVERITY_TONES, STATE_LOOKS } from "./incident-words.ts";

export function SeverityMark({ severity }: { severity: Severity }) {
  const tone = SEVERITY_TONES[severity];
  return (
    <Badge radius="sm" c={toneVariable(tone, "ink")} bg={toneVariable(tone, "tint")} tt="capitalize">
      {severity}
    </Badge>
  );
}

export function StateMark({ state }: { state: Incident["state"] }) {
  const { word, tone } = STATE_LOOKS[state];
  return (
    <Badge radius="sm" tt="none" c={toneVariable(tone, "ink")} bg={toneVariable(tone, "tint")}>
      {word}
    </Badge>
  );
}
