import type { Policy } from "@muster/shared/policy.ts";
import type { JudgedVerdict } from "../policy/evaluate.ts";
import { inForce, type Member } from "../policy/in-force.ts";
import type { FlagRow, MachineRow } from "../store/schema.ts";

type Columns = Pick<
  MachineRow,
  "policy_groups" | "flagged_rules" | "definitions_from" | "firewall" | "password_ends_at"
>;

/** What a machine's verdicts mean to the list of machines: what it is narrowed and sorted by. */
export function listColumns(
  policy: Policy,
  member: Member,
  verdicts: readonly JudgedVerdict[],
  open: readonly FlagRow[],
): Columns {
  const held = inForce(policy, member);
  const of = (rule: string) => verdicts.find((verdict) => verdict.rule === rule);
  const set = of("password-age")?.countedFrom ?? null;
  const passwords = held.rules.find(({ rule }) => rule.id === "password-age")?.settings;
  return {
    policy_groups: JSON.stringify([...held.groups]),
    flagged_rules: JSON.stringify([...new Set(open.map((flag) => flag.rule))].sort()),
    definitions_from: of("antivirus-definitions")?.countedFrom ?? null,
    firewall: of("firewall-enabled")?.status ?? null,
    password_ends_at: set !== null && passwords && "maxAge" in passwords ? set + passwords.maxAge : null,
  };
}
