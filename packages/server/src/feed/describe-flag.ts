import { Flag } from "@muster/shared/flag.ts";
import { WorkedFlag } from "@muster/shared/flag-work.ts";
import { toInstant } from "@muster/shared/text.ts";
import type { listFlags } from "../store/flags.ts";
import type { FlagRow } from "../store/schema.ts";

/** A stored flag in the form that people and programs are shown. */
export function flagOnWire(row: FlagRow): Flag {
  return Flag.parse({
    id: row.id,
    machineId: row.machine_id,
    rule: row.rule,
    severity: row.severity,
    cause: row.cause,
    sentence: row.sentence,
    recentFailures: row.recent_failures,
    policyVersion: row.policy_version,
    openedAt: toInstant(row.opened_at),
    updatedAt: toInstant(row.updated_at),
    resolvedAt: row.resolved_at === null ? null : toInstant(row.resolved_at),
  });
}

/** A flag as the list has it, with its machine's name and what people have done about it. */
export function workedFlagOnWire(row: Awaited<ReturnType<typeof listFlags>>[number]): WorkedFlag {
  const instant = (at: number | null) => (at === null ? null : toInstant(at));
  return WorkedFlag.parse({
    ...flagOnWire(row),
    machineName: row.machine_name,
    work: {
      state: row.work_state,
      acknowledgedBy: row.acknowledged_by,
      acknowledgedAt: instant(row.acknowledged_at),
      assignedTo: row.assigned_to,
      snoozedUntil: instant(row.snoozed_until),
      note: row.note,
    },
  });
}
