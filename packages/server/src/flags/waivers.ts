import { describeDuration } from "@muster/shared/duration.ts";
import { AppError } from "@muster/shared/errors.ts";
import type { Policy } from "@muster/shared/policy.ts";
import { RULE_TITLES, RuleId } from "@muster/shared/rules.ts";
import { toEpochMs } from "@muster/shared/text.ts";
import type { WaiverRequest } from "@muster/shared/waiver.ts";
import { saveHappenings } from "../store/events.ts";
import { findMachine, makeDue } from "../store/machines.ts";
import type { Db } from "../store/open-store.ts";
import type { WaiverRow } from "../store/schema.ts";
import { findWaiver, saveWaiver } from "../store/waivers.ts";

export type Decision = "approve" | "refuse" | "withdraw" | "end";

type Act = { by: string; now: number; policy: Policy };

/**
 * Asks for a waiver; it covers nothing before somebody has approved it.
 * @throws AppError `waiver_refused` when it goes beyond what the policy allows
 */
export async function requestWaiver(
  db: Db,
  request: WaiverRequest,
  { by, now, policy, id }: Act & { id: string },
): Promise<WaiverRow> {
  const startsAt = Math.max(now, request.startsAt === undefined ? now : toEpochMs(request.startsAt));
  const endsAt = toEpochMs(request.endsAt);
  if (endsAt <= startsAt) throw new AppError("waiver_refused", "It must end after it starts.");
  if (endsAt - startsAt > policy.waivers.maxDuration) {
    throw new AppError("waiver_refused", `It may last ${describeDuration(policy.waivers.maxDuration)} at most.`);
  }
  const { machineId, group, rule, account } = request.scope;
  return db.transaction().execute(async (trx) => {
    if (machineId !== null) {
      const machine = await findMachine(trx, machineId);
      if (!machine || machine.retired_at !== null) throw new AppError("waiver_refused", "There is no such machine.");
    }
    if (group !== null && policy.groups.every((each) => each.name !== group)) {
      throw new AppError("waiver_refused", `The policy in force has no group called ${group}.`);
    }
    const row: WaiverRow = {
      id,
      machine_id: machineId,
      group_name: group,
      rule,
      account,
      reason: request.reason,
      ticket: request.ticket,
      state: "requested",
      requested_by: by,
      requested_at: now,
      decided_by: null,
      decided_at: null,
      starts_at: startsAt,
      ends_at: endsAt,
    };
    await saveWaiver(trx, row);
    await tell(trx, row, now, `${by} asked for a waiver`);
    return row;
  });
}

/**
 * Decides about a waiver. An approved one covers from now on (or from its start), an ended one until now.
 * @throws AppError `not_found`, `already_decided`, `second_person_needed`, `role_refused`
 */
export async function decideWaiver(
  db: Db,
  id: string,
  decision: Decision,
  act: Act & { mayDecideForGroup: boolean },
): Promise<WaiverRow> {
  const { by, now, policy, mayDecideForGroup } = act;
  return db.transaction().execute(async (trx) => {
    const waiver = await findWaiver(trx, id);
    if (!waiver) throw new AppError("not_found");
    const isOpen = decision === "end" ? waiver.state === "approved" : waiver.state === "requested";
    if (!isOpen || waiver.ends_at <= now) throw new AppError("already_decided");
    // Taking back one's own request widens nothing.
    const isOwnRequest = decision === "withdraw" && by === waiver.requested_by;
    if (waiver.machine_id === null && !mayDecideForGroup && !isOwnRequest) {
      throw new AppError("role_refused", "A waiver of a whole group is decided by an admin or an owner.");
    }
    if (decision === "approve" && policy.waivers.needsSecondPerson && by === waiver.requested_by) {
      throw new AppError("second_person_needed");
    }
    const row: WaiverRow = { ...waiver, ...outcomeOf(decision, waiver, now), decided_by: by, decided_at: now };
    await saveWaiver(trx, row);
    await tell(trx, row, now, `${by} ${DONE[decision]} a waiver`);
    if (decision === "approve" || decision === "end") {
      await makeDue(trx, row.machine_id === null ? "all" : [row.machine_id], now);
    }
    return row;
  });
}

const DONE: Record<Decision, string> = { approve: "approved", refuse: "refused", withdraw: "withdrew", end: "ended" };

function outcomeOf(
  decision: Decision,
  waiver: WaiverRow,
  now: number,
): Pick<WaiverRow, "state" | "starts_at" | "ends_at"> {
  const { starts_at, ends_at } = waiver;
  switch (decision) {
    case "approve":
      // Never backwards: what was flagged before the approval stays flagged in the books.
      return { state: "approved", starts_at: Math.max(starts_at, now), ends_at };
    case "refuse":
      return { state: "refused", starts_at, ends_at };
    case "withdraw":
      return { state: "withdrawn", starts_at, ends_at };
    case "end":
      return { state: "ended", starts_at: Math.min(starts_at, now), ends_at: now };
  }
}

async function tell(trx: Db, row: WaiverRow, now: number, what: string): Promise<void> {
  if (row.machine_id === null) return;
  const parsed = RuleId.nullable().safeParse(row.rule);
  const rule = parsed.success ? parsed.data : null;
  const about = rule === null ? "every rule" : RULE_TITLES[rule];
  const until = new Date(row.ends_at).toISOString().slice(0, 10);
  const sentence = `${what} of ${about}${row.account === null ? "" : ` for ${row.account}`} until ${until}: ${row.reason}`;
  const event = { kind: "waiver", waiverId: row.id, rule, sentence: sentence.slice(0, 1_000) } as const;
  await saveHappenings(trx, [{ machineId: row.machine_id, at: now, event }]);
}
