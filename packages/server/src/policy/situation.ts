import type { OutcomesByProbe, ProbeOutcome } from "@muster/shared/report.ts";
import type { RuleId } from "@muster/shared/rules.ts";
import type { VerdictStatus } from "@muster/shared/verdict.ts";
import type { Contact } from "./contact.ts";
import type { Member } from "./in-force.ts";
import { RULES } from "./rules/index.ts";

/** What a rule remembers of a machine from one judgement to the next. Instants in epoch ms. */
export type RuleMemory = {
  status: VerdictStatus;
  since: number;
  failingSince: number | null;
  /** When it began to fail of late, the oldest first. */
  failures: readonly number[];
};

/** A waiver as far as judging goes: what it accepts, and from when until before when. */
export type WaiverInForce = {
  id: string;
  machineId: string | null;
  group: string | null;
  rule: RuleId | null;
  account: string | null;
  startsAt: number;
  endsAt: number;
};

/** All that is judged of a machine. */
export type Situation = {
  member: Member;
  outcomes: OutcomesByProbe;
  /** Per rule of the catalogue what it weighs, worked out of outcomes and contact by {@link weigh}. */
  gists: readonly unknown[];
  contact: Contact;
  /** What each rule said before. */
  memory: ReadonlyMap<RuleId, RuleMemory>;
  /** The approved waivers that name this machine or a group. */
  waivers: readonly WaiverInForce[];
};

/** Works out what every rule weighs; a rule whose probe brought no facts gets undefined. */
export function weigh(outcomes: OutcomesByProbe, contact: Contact): unknown[] {
  return RULES.map((rule) => {
    if (rule.reads === "contact") return rule.gist(contact);
    const outcome: ProbeOutcome | undefined = outcomes[rule.reads];
    return outcome?.kind === "read" ? rule.gist(outcome.facts) : undefined;
  });
}
