import type { MachineFacts } from "@muster/shared/facts/machine.ts";
import type { JudgeContext } from "../flags/judge-machines.ts";
import { isSettled, noteConflict } from "../store/conflicts.ts";
import { saveHappenings } from "../store/events.ts";
import type { Db } from "../store/open-store.ts";
import type { MachineRow } from "../store/schema.ts";
import type { Arrival } from "./arrival.ts";
import { digestOf } from "./digest-of.ts";

/** What makers write where a number should stand: it tells no two machines apart. */
const PLACEHOLDER =
  /^(0+|f+|1234567890?|none|unknown|default string|not (specified|applicable|available)|n\/a|system serial number|to be filled.*|o\.?e\.?m\.?)$/i;

/** What tells a machine's hardware apart: its firmware's UUID, or maker, model and serial number; null when nothing does. */
export function hardwareKeyOf(facts: MachineFacts): string | null {
  const uuid = facts.hardwareUuid?.trim().toLowerCase() ?? "";
  if (uuid.length >= 32 && !PLACEHOLDER.test(uuid.replace(/-/g, ""))) return `uuid ${uuid}`;
  const serial = facts.serialNumber?.trim() ?? "";
  if (serial.length < 4 || PLACEHOLDER.test(serial)) return null;
  return `serial ${[facts.manufacturer, facts.model, serial].map((part) => part?.trim().toLowerCase() ?? "").join(" / ")}`;
}

/** Known hardware under another key: a PC that was set up anew, or a clone. An operator decides which. */
export async function noteSameHardware(
  trx: Db,
  touched: readonly MachineRow[],
  before: ReadonlyMap<string, string | null>,
  context: JudgeContext,
): Promise<void> {
  for (const machine of touched) {
    const key = machine.hardware_key;
    const known = before.get(machine.id) ?? null;
    if (key === null || key === known) continue;
    if (known !== null) {
      const sentence = "It reports from other hardware than before.";
      await saveHappenings(trx, [{ machineId: machine.id, at: context.now, event: { kind: "identity", sentence } }]);
    }
    const others = await trx
      .selectFrom("machine")
      .select(["id", "name"])
      .where("hardware_key", "=", key)
      .where("id", "!=", machine.id)
      .where("retired_at", "is", null)
      .limit(5)
      .execute();
    for (const other of others) {
      if (await isSettled(trx, machine.id, other.id)) continue;
      const sentence = `${machine.name} reports from the hardware that ${other.name} was enrolled on.`;
      await noteConflict(trx, { kind: "same-hardware", machine_id: machine.id, other_id: other.id, sentence }, context);
    }
  }
}

/** A number that the server has had with other facts: a backup was put back, or two machines share one key. */
export async function noteSequenceBack(trx: Db, repeated: readonly Arrival[], context: JudgeContext): Promise<void> {
  for (const { machineId, report } of repeated) {
    const stored = await trx
      .selectFrom("report")
      .select("digest")
      .where("machine_id", "=", machineId)
      .where("sequence", "=", report.sequence)
      .executeTakeFirst();
    const digest = "digest" in report ? report.digest : digestOf(report.outcomes);
    // Only whole reports are kept by number; of the others nothing can be said.
    if (!stored || stored.digest === digest) continue;
    const sentence = `Report ${report.sequence} came again with other facts than the first time.`;
    await noteConflict(trx, { kind: "sequence-back", machine_id: machineId, other_id: null, sentence }, context);
  }
}
