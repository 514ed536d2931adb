import { Badge } from "@mantine/core";
import type { MachineStatus, Reachability, Verdict } from "@muster/shared/verdict.ts";
import type { ReactNode } from "react";
import { MACHINE_LOOKS, REACHABILITY_LOOKS, type StatusLook, toneVariable, VERDICT_LOOKS } from "../theme/status.ts";

type Size = "sm" | "md" | "lg";
type Props = { size?: Size; testId?: string };

export function MachineBadge({ status, ...rest }: Props & { status: MachineStatus }) {
  return <StatusBadge look={MACHINE_LOOKS[status]} {...rest} />;
}

export function VerdictBadge({ status, ...rest }: Props & { status: Verdict["status"] }) {
  return <StatusBadge look={VERDICT_LOOKS[status]} {...rest} />;
}

export function ReachabilityWord({ reachability }: { reachability: Reachability }) {
  const look = REACHABILITY_LOOKS[reachability];
  return (
    <span className="marked">
      <StatusIcon look={look} size={14} />
      {look.word}
    </span>
  );
}

const ICON_PX: Record<Size, number> = { sm: 14, md: 16, lg: 18 };

/** Icon, word and colour, always all three. */
function StatusBadge({ look, size = "sm", testId }: Props & { look: StatusLook }) {
  const { icon: Icon, word, tone } = look;
  return (
    <Badge
      size={size}
      radius="sm"
      tt="none"
      fw={600}
      c={toneVariable(tone, "ink")}
      bg={toneVariable(tone, "tint")}
      leftSection={<Icon size={ICON_PX[size]} aria-hidden />}
      data-testid={testId}
      style={{ flexShrink: 0, minWidth: "max-content", overflow: "visible" }}
    >
      {word}
    </Badge>
  );
}

/** The icon alone beside a word that says the same. */
export function StatusIcon({ look, size = 16 }: { look: StatusLook; size?: number }): ReactNode {
  const Icon = look.icon;
  return <Icon size={size} color={toneVariable(look.tone, "ink")} aria-hidden style={{ flexShrink: 0 }} />;
}
