import type { RuleId } from "@muster/shared/rules.ts";
import type { MachineStatus, Reachability } from "@muster/shared/verdict.ts";

/** Everything that a digest says, in one language. Numbers come as numbers; dates come written. */
export type Words = {
  /** For numbers and dates. */
  locale: string;
  rules: Record<RuleId, string>;
  noMachines: string;
  allCompliant: (count: string, isOne: boolean) => string;
  noneNeedsAttention: (total: string) => string;
  attention: (count: number, counted: string, total: string) => string;
  fresh: (count: string) => string;
  /** "412 of 430 machines are compliant" and what the others are. */
  compliant: (count: number, counted: string, total: string) => string;
  status: Record<Exclude<MachineStatus, "compliant">, (count: string) => string>;
  stateOf: (at: string, zone: string) => string;
  number: (number: string) => string;
  before: (number: string, day: string) => string;
  first: string;
  late: (due: string) => string;
  missed: (nights: string) => string;
  notDelivered: (numbers: string) => string;
  onlyRules: (rules: string) => string;
  joined: (count: string) => string;
  conflicts: (count: string) => string;
  sections: {
    incidents: string;
    opened: string;
    recovered: string;
    failing: string;
    silent: string;
    passwords: string;
    ending: string;
    unchecked: string;
    trend: string;
  };
  nothingChanged: string;
  since: (day: string, age: string) => string;
  days: (count: number) => string;
  because: { mended: string; waived: string; policy: string };
  personal: string;
  silent: (state: Reachability, day: string | null) => string;
  passwordEnds: (account: string | null, day: string) => string;
  waiverEnds: (day: string, reason: string) => string;
  incident: (opened: string, assignedTo: string | null) => string;
  certificateEnds: (day: string) => string;
  notCovered: (count: string) => string;
  neverReported: (count: string) => string;
  notJudged: string;
  trend: (days: number, before: string, now: string) => string;
  more: (count: string) => string;
  online: (count: string, total: string) => string;
  open: string;
  why: (list: string) => string;
  preview: string;
  test: string;
};
