import { catchUp, type JudgeContext } from "../flags/judge-machines.ts";
import { machinesJudgedByOthers } from "../store/machines.ts";
import type { Db } from "../store/open-store.ts";
import type { MachineRow } from "../store/schema.ts";

/** Machines judged per transaction after a change of policy, so that reports pass in between. */
const MACHINES_PER_ROUND = 200;

/** Judges machines at all that was due, in one transaction, and returns their rows as they now are. */
export async function judgeAgain(writer: Db, ids: readonly string[], context: JudgeContext): Promise<MachineRow[]> {
  const judged = await writer.transaction().execute((trx) => catchUp(trx, ids, context));
  return judged.map((each) => each.machine);
}

/** Brings every machine under the policy in force, a round at a time; also finishes what a restart cut short. */
export async function applyPolicyToAll(
  writer: Db,
  context: () => JudgeContext,
  onJudged: (machines: MachineRow[]) => void,
): Promise<void> {
  for (;;) {
    const inForce = context().policies.at(-1);
    if (!inForce) return;
    const ids = await machinesJudgedByOthers(writer, inForce.version, MACHINES_PER_ROUND);
    if (ids.length === 0) return;
    onJudged(await judgeAgain(writer, ids, context()));
  }
}
