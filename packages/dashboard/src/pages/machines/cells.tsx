import type { MachineSummary } from "@muster/shared/api.ts";
import { useNow } from "../../parts/clock.ts";
import { ageInDays, exactTime, relativeTime } from "../../parts/relative-time.ts";
import { StatusIcon } from "../../parts/status-badge.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { type StatusLook, VERDICT_LOOKS } from "../../theme/status.ts";
import { say } from "./words.ts";

type Entry = MachineSummary["rules"][number] | undefined;

function Marked({ look, words, title }: { look: StatusLook | null; words: string; title: string }) {
  return (
    <span key={words} className="fades marked" title={title}>
      {look !== null && <StatusIcon look={look} size={14} />}
      <span className="clip">{words}</span>
    </span>
  );
}

/** How old the virus definitions are, marked where the rule finds fault with it. */
export function AgeCell({ machine }: { machine: MachineSummary }) {
  const now = useNow();
  const entry = machine.rules.find(({ rule }) => rule === "antivirus-definitions");
  if (machine.definitionsFrom === null) return <VerdictCell entry={entry} />;
  const from = Date.parse(machine.definitionsFrom);
  const look = entry === undefined || entry.status === "pass" ? null : VERDICT_LOOKS[entry.status];
  return <Marked look={look} words={ageInDays(from, now)} title={exactTime(from)} />;
}

export function VerdictCell({ entry }: { entry: Entry }) {
  if (entry === undefined) return <span title={say.notHeld}>{say.notHeldTo}</span>;
  const look = VERDICT_LOOKS[entry.status];
  const words = entry.measured ?? look.word;
  return <Marked look={entry.status === "pass" ? null : look} words={words} title={`${look.word}: ${words}`} />;
}

export function EndsCell({ at }: { at: string | null }) {
  const now = useNow();
  if (at === null) return "";
  const instant = Date.parse(at);
  const look = instant <= now ? VERDICT_LOOKS.fail : null;
  return <Marked look={look} words={relativeTime(instant, now)} title={exactTime(instant)} />;
}

export function SeenCell({ machine }: { machine: MachineSummary }) {
  if (machine.isOnline) return say.online;
  return machine.lastSeenAt === null ? say.never : <TimeAgo at={machine.lastSeenAt} />;
}
