import { toInstant } from "@muster/shared/text.ts";
import { Waiver } from "@muster/shared/waiver.ts";
import type { WaiverRow } from "../store/schema.ts";

/** A stored waiver in the form that people are shown; one whose time is over has ended. */
export function waiverOnWire(
  row: WaiverRow & { machine_name: string | null },
  context: { now: number; remindBefore: number },
): Waiver {
  const { now, remindBefore } = context;
  const isOver = row.state === "approved" && row.ends_at <= now;
  return Waiver.parse({
    id: row.id,
    machineId: row.machine_id,
    machineName: row.machine_name,
    group: row.group_name,
    rule: row.rule,
    account: row.account,
    reason: row.reason,
    ticket: row.ticket,
    state: isOver ? "ended" : row.state,
    requestedBy: row.requested_by,
    requestedAt: toInstant(row.requested_at),
    decidedBy: row.decided_by,
    decidedAt: row.decided_at === null ? null : toInstant(row.decided_at),
    startsAt: toInstant(row.starts_at),
    endsAt: toInstant(row.ends_at),
    endsSoon: row.state === "approved" && row.ends_at > now && row.ends_at - now <= remindBefore,
  });
}
