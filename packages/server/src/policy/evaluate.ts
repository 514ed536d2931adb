import { MAX_MEASURED_CHARS, MAX_TEXT_CHARS } from "@muster/shared/limits.ts";
import type { Policy } from "@muster/shared/policy.ts";
import type { ProbeOutcome } from "@muster/shared/report.ts";
import type { RuleId, Severity } from "@muster/shared/rules.ts";
import { clip } from "@muster/shared/text.ts";
import type { MachineStatus, VerdictStatus } from "@muster/shared/verdict.ts";
import { type Reach, reachOf } from "./contact.ts";
import { type InForce, inForce } from "./in-force.ts";
import { type Explained, inWords } from "./rule.ts";
import { hasNotReported, type RuleMemory, type Situation } from "./situation.ts";
import { type Standing, standings } from "./stand.ts";
import { momentText } from "./wording.ts";

/** A verdict with its instants in epoch ms. */
export type JudgedVerdict = Explained &
  RuleMemory & {
    rule: RuleId;
    status: VerdictStatus;
    severity: Severity;
    changesAt: number | null;
    isFlagged: boolean;
    isInGrace: boolean;
    graceEndsAt: number | null;
    waiver: { id: string; endsAt: number } | null;
  };

export type Evaluation = {
  verdicts: JudgedVerdict[];
  status: MachineStatus;
  /** Why the machine has its status, in one sentence. */
  sentence: string;
  reach: Reach;
  site: string | null;
  /** The first instant (epoch ms) at which anything of this would differ with no new report; null when never. */
  changesAt: number | null;
};

/** Judges one machine at one instant. Pure and total: the same arguments give the same answer, and nothing throws. */
export function evaluate(situation: Situation, policy: Policy, now: number): Evaluation {
  const force = inForce(policy, situation.member);
  const list = standings(situation, policy, force, now);
  const verdicts = list.map((standing) => putIntoWords(standing, situation, force, now));
  const reach = reachOf(situation.contact, policy.reachability, force.frame.calendar, now);
  const changesAt = list.reduce((first, each) => Math.min(first, each.changesAt), reach.changesAt);
  const status = statusOf(list, situation);
  return {
    verdicts,
    status,
    sentence: sentenceFor(status, verdicts, situation),
    reach,
    site: force.site,
    changesAt: Number.isFinite(changesAt) ? changesAt : null,
  };
}

/** A machine's status: the worst of how its rules stand. */
function statusOf(list: readonly Standing[], { kinds }: Pick<Situation, "kinds">): MachineStatus {
  if (list.length === 0) return "not-covered";
  let isUnknown = false;
  let isInGrace = false;
  let isAccepted = false;
  for (const { status, waiver, isInGrace: inGrace } of list) {
    if (status !== "fail" && status !== "unknown") continue;
    if (waiver !== null) isAccepted = true;
    else if (status === "unknown") isUnknown = true;
    else if (inGrace) isInGrace = true;
    else return "non-compliant";
  }
  if (isUnknown || hasNotReported(kinds)) return "unknown";
  if (isInGrace) return "in-grace";
  return isAccepted ? "accepted-risk" : "compliant";
}

function putIntoWords(standing: Standing, situation: Situation, force: InForce, now: number): JudgedVerdict {
  const { rule, settings, judged, waiver, changesAt, graceEndsAt } = standing;
  const explained = explain(standing, situation, force, now);
  return {
    ...explained,
    // Machines name their products and accounts themselves; however long, a verdict keeps within the wire's limits.
    sentence: clip(explained.sentence, MAX_TEXT_CHARS),
    measured: explained.measured === null ? null : clip(explained.measured, MAX_MEASURED_CHARS),
    source: explained.source === null ? null : clip(explained.source, MAX_TEXT_CHARS),
    rule: rule.id,
    status: judged.status,
    severity: settings.severity,
    since: standing.since,
    failingSince: standing.failingSince,
    failures: standing.failures,
    changesAt: Number.isFinite(changesAt) ? changesAt : null,
    isFlagged: standing.isFlagged,
    isInGrace: standing.isInGrace,
    graceEndsAt: graceEndsAt !== null && Number.isFinite(graceEndsAt) ? graceEndsAt : null,
    waiver: waiver === null ? null : { id: waiver.id, endsAt: waiver.endsAt },
  };
}

function explain({ rule, settings, judged }: Standing, situation: Situation, force: InForce, now: number): Explained {
  if (rule.reads === "contact") return rule.explain(situation.contact, judged, settings, now, force.frame);
  const outcome: ProbeOutcome | undefined = situation.outcomes[rule.reads];
  if (outcome === undefined) return inWords("The machine has not reported this yet.");
  switch (outcome.kind) {
    case "read":
      return rule.explain(outcome.facts, judged, settings, now, force.frame);
    case "unsupported":
      return inWords(
        judged.status === "not-applicable"
          ? `It does not apply to this machine: ${outcome.reason}`
          : `It cannot be read on this machine: ${outcome.reason}`,
      );
    case "denied":
      return inWords(`The agent may not read it: ${outcome.reason}`);
    case "failed":
      return inWords(`Reading it failed: ${outcome.reason}`);
  }
}

const SEVERITIES: Severity[] = ["low", "medium", "high", "critical"];

function sentenceFor(status: MachineStatus, verdicts: JudgedVerdict[], situation: Situation): string {
  const isAsleepNow = situation.contact.partedAt !== null;
  const worst = worstFirst(verdicts.filter((verdict) => decides(verdict, status)));
  const [first] = worst;
  const told = first ? withMore(first.sentence, worst.length - 1) : "";
  switch (status) {
    case "not-covered":
      return "No rule of the policy covers this machine.";
    case "unknown":
      return hasNotReported(situation.kinds) ? "Enrolled, but it has not reported yet." : told;
    case "non-compliant":
      return told;
    case "in-grace": {
      const ends = first?.graceEndsAt ?? null;
      if (ends !== null) return clip(`In grace until ${momentText(ends)}: ${told}`, MAX_TEXT_CHARS);
      return clip(`In grace until it is back${isAsleepNow ? "" : " and has had time"}: ${told}`, MAX_TEXT_CHARS);
    }
    case "accepted-risk":
      return clip(`Accepted until ${momentText(first?.waiver?.endsAt ?? 0)}: ${told}`, MAX_TEXT_CHARS);
    case "compliant":
      return first ? told : "Everything measured is as the policy asks.";
  }
}

/** Whether a verdict is among those for which the machine has its status. */
function decides(verdict: JudgedVerdict, status: MachineStatus): boolean {
  const { waiver, isInGrace } = verdict;
  switch (status) {
    case "non-compliant":
      return verdict.status === "fail" && waiver === null && !isInGrace;
    case "unknown":
      return verdict.status === "unknown" && waiver === null;
    case "in-grace":
      return isInGrace;
    case "accepted-risk":
      return waiver !== null;
    default:
      return verdict.status === "warn";
  }
}

function worstFirst(verdicts: JudgedVerdict[]): JudgedVerdict[] {
  return verdicts.toSorted((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity));
}

function withMore(sentence: string, more: number): string {
  return more > 0 ? `${clip(sentence, MAX_TEXT_CHARS - 20)} And ${more} more.` : sentence;
}
