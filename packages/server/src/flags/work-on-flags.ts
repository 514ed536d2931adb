import { AppError } from "@muster/shared/errors.ts";
import { type FlagAct, type FlagActAnswer, faultOf } from "@muster/shared/flag-work.ts";
import type { RuleId } from "@muster/shared/rules.ts";
import { toEpochMs } from "@muster/shared/text.ts";
import { type Happening, saveHappenings } from "../store/events.ts";
import { findOpenAmong, findWork, saveWork } from "../store/flag-work.ts";
import type { Db } from "../store/open-store.ts";
import type { FlagRow, FlagWorkRow } from "../store/schema.ts";

/**
 * Writes down what somebody does about open flags, beside each machine's other history. What it changes is people's work
 * alone: whether a flag is open is for the machine's reports to say.
 * @throws AppError `input_invalid`
 */
export async function workOnFlags(
  db: Db,
  flagIds: readonly string[],
  act: FlagAct,
  { by, now }: { by: string; now: number },
): Promise<FlagActAnswer & { machineIds: string[] }> {
  const fault = faultOf(act, now);
  if (fault !== null) throw new AppError("input_invalid", fault);
  return db.transaction().execute(async (trx) => {
    const wanted = [...new Set(flagIds)];
    const flags = await findOpenAmong(trx, wanted);
    const before = new Map((await findWork(trx, wanted)).map((work) => [work.flag_id, work]));
    const rows = flags.map((flag) => workAfter(before.get(flag.id) ?? nothingDone(flag.id), act, by, now));
    await saveWork(trx, rows);
    await saveHappenings(
      trx,
      flags.map((flag) => happeningOf(flag, act, by, now)),
    );
    const open = new Set(flags.map((flag) => flag.id));
    return {
      changed: flags.length,
      leftOut: wanted.filter((id) => !open.has(id)),
      machineIds: [...new Set(flags.map((flag) => flag.machine_id))],
    };
  });
}

function nothingDone(flagId: string): FlagWorkRow {
  return {
    flag_id: flagId,
    acknowledged_by: null,
    acknowledged_at: null,
    assigned_to: null,
    snoozed_until: null,
    note: null,
    changed_by: "",
    changed_at: 0,
  };
}

function workAfter(work: FlagWorkRow, act: FlagAct, by: string, now: number): FlagWorkRow {
  const changed = { ...work, changed_by: by, changed_at: now };
  // Whoever takes it, gives it away or puts it aside has seen it.
  const seen = { acknowledged_by: work.acknowledged_by ?? by, acknowledged_at: work.acknowledged_at ?? now };
  switch (act.kind) {
    case "acknowledge":
      return { ...changed, ...seen };
    case "assign":
      return { ...changed, ...seen, assigned_to: act.to, snoozed_until: null };
    case "snooze":
      return { ...changed, ...seen, snoozed_until: toEpochMs(act.until) };
    case "note":
      return { ...changed, note: act.text };
    case "renew":
      return { ...changed, acknowledged_by: null, acknowledged_at: null, assigned_to: null, snoozed_until: null };
  }
}

function happeningOf(flag: FlagRow, act: FlagAct, by: string, now: number): Happening {
  // Flags are written with rule ids of the catalogue only.
  const rule = flag.rule as RuleId;
  const event = { kind: "flag-worked", rule, flagId: flag.id, sentence: sentenceOf(act, by) } as const;
  return { machineId: flag.machine_id, at: now, event };
}

function sentenceOf(act: FlagAct, by: string): string {
  switch (act.kind) {
    case "acknowledge":
      return `${by} has seen it.`;
    case "assign":
      return act.to === by ? `${by} takes care of it.` : `${by} gave it to ${act.to}.`;
    case "snooze":
      return `${by} put it aside until ${act.until.slice(0, 16).replace("T", ", ")} UTC.`;
    case "note":
      return `${by} noted: ${act.text}`.slice(0, 1_000);
    case "renew":
      return `${by} put it back among the new ones.`;
  }
}
