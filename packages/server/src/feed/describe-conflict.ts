import { IdentityConflict } from "@muster/shared/api.ts";
import { toInstant } from "@muster/shared/text.ts";
import type { IdentityConflictRow } from "../store/schema.ts";

/** A stored doubt about who a machine is, in the form that people are shown. */
export function conflictOnWire(
  row: IdentityConflictRow & { machine_name: string; other_name: string | null },
): IdentityConflict {
  return IdentityConflict.parse({
    id: row.id,
    kind: row.kind,
    machineId: row.machine_id,
    machineName: row.machine_name,
    otherId: row.other_id,
    otherName: row.other_name,
    sentence: row.sentence,
    firstSeenAt: toInstant(row.first_seen_at),
    lastSeenAt: toInstant(row.last_seen_at),
    times: row.times,
    resolvedAt: row.resolved_at === null ? null : toInstant(row.resolved_at),
    resolution: row.resolution,
    resolvedBy: row.resolved_by,
  });
}
