import { PROBE_IDS, type ProbeId } from "@muster/shared/facts/index.ts";
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

/** What came of each probe, and per rule of the catalogue what it weighs: worked out by {@link weigh}. */
export type Weighed = {
  kinds: { readonly [P in ProbeId]?: ProbeOutcome["kind"] };
  gists: readonly unknown[];
};

/** All that is judged of a machine. */
export type Situation = Weighed & {
  member: Member;
  /** The facts themselves, for the words and for waivers that leave accounts out; counting a fleet needs neither. */
  outcomes: OutcomesByProbe;
  contact: Contact;
  /** What each rule said before. */
  memory: ReadonlyMap<RuleId, RuleMemory>;
  /** The approved waivers that name this machine or a group. */
  waivers: readonly WaiverInForce[];
};

/** Works out what every rule weighs; a rule whose probe brought no facts gets undefined. */
export function weigh(outcomes: OutcomesByProbe, contact: Contact): Weighed {
  const kinds: { [P in ProbeId]?: ProbeOutcome["kind"] } = {};
  for (const probe of PROBE_IDS) {
    const outcome = outcomes[probe];
    if (outcome !== undefined) kinds[probe] = outcome.kind;
  }
  const gists = RULES.map((rule) => {
    if (rule.reads === "contact") return rule.gist(contact);
    const outcome: ProbeOutcome | undefined = outcomes[rule.reads];
    return outcome?.kind === "read" ? rule.gist(outcome.facts) : undefined;
  });
  return { kinds, gists };
}

/** Whether nothing has come of any probe yet. */
export function hasNotReported(kinds: Weighed["kinds"]): boolean {
  for (const _ in kinds) return false;
  return true;
}
