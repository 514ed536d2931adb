import type { JudgedVerdict } from "../policy/evaluate.ts";
import type { FlagRow } from "../store/schema.ts";

export type FlagChanges = { opened: FlagRow[]; updated: FlagRow[]; resolved: FlagRow[] };

/** Which of a machine's flags open, change and resolve, given its open flags and what the rules say now. Pure. */
export function nextFlags(
  open: readonly FlagRow[],
  verdicts: readonly JudgedVerdict[],
  context: { machineId: string; policyVersion: number; now: number; newId: () => string },
): FlagChanges {
  const { machineId, policyVersion, now, newId } = context;
  const changes: FlagChanges = { opened: [], updated: [], resolved: [] };
  const byRule = new Map<string, JudgedVerdict>(verdicts.map((verdict) => [verdict.rule, verdict]));
  for (const flag of open) {
    const verdict = byRule.get(flag.rule);
    if (!verdict?.isFlagged) {
      changes.resolved.push({ ...flag, updated_at: now, resolved_at: now, resolved_because: whyResolved(verdict) });
      continue;
    }
    // What cannot be read any more has not been mended: the flag goes on telling what was seen.
    if (verdict.status === "unknown" && flag.cause === "fail") continue;
    const told = describe(verdict, policyVersion);
    if (isOther(flag, told)) changes.updated.push({ ...flag, ...told, updated_at: now });
  }
  const flagged = new Set(open.map((flag) => flag.rule));
  for (const verdict of verdicts) {
    if (!verdict.isFlagged || flagged.has(verdict.rule)) continue;
    changes.opened.push({
      id: newId(),
      machine_id: machineId,
      rule: verdict.rule,
      ...describe(verdict, policyVersion),
      opened_at: now,
      updated_at: now,
      resolved_at: null,
      resolved_because: null,
    });
  }
  return changes;
}

function whyResolved(verdict: JudgedVerdict | undefined): string {
  if (verdict === undefined) return "policy";
  if (verdict.waiver !== null) return "waived";
  // It still fails or cannot be read: only a change of the policy can have given it time again.
  return verdict.status === "fail" || verdict.status === "unknown" ? "policy" : "mended";
}

function describe(verdict: JudgedVerdict, policyVersion: number) {
  return {
    severity: verdict.severity,
    cause: verdict.status === "unknown" ? "unknown" : "fail",
    sentence: verdict.sentence,
    recent_failures: verdict.failures.length,
    policy_version: policyVersion,
  };
}

function isOther(flag: FlagRow, told: ReturnType<typeof describe>): boolean {
  return (
    flag.severity !== told.severity ||
    flag.cause !== told.cause ||
    flag.sentence !== told.sentence ||
    flag.recent_failures !== told.recent_failures ||
    flag.policy_version !== told.policy_version
  );
}
