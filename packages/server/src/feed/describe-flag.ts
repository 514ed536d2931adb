import { Flag } from "@muster/shared/flag.ts";
import { toInstant } from "@muster/shared/text.ts";
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
