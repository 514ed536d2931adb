import { RuleId } from "@muster/shared/rules.ts";
import { MachineStatus } from "@muster/shared/verdict.ts";
import { z } from "zod";
import { countFlags } from "./flags.ts";
import { countMachinesBy } from "./machines.ts";
import type { Db } from "./open-store.ts";

const Statuses = z.partialRecord(MachineStatus, z.number().int());
const Flags = z.partialRecord(RuleId, z.number().int());

/** Writes down how the fleet stands now as its day's total; the last one of a day is what the day is remembered by. */
export async function recordFleetDay(db: Db, now: number, policyVersion: number): Promise<void> {
  const statuses = await countMachinesBy(db, "status");
  const flags = await countFlags(db, now);
  const totals = {
    by_status: JSON.stringify(Object.fromEntries(statuses.map(({ value, count }) => [value, count]))),
    open_flags: JSON.stringify(Object.fromEntries(flags.byRule.map(({ rule, count }) => [rule, count]))),
    policy_version: policyVersion,
  };
  await db
    .insertInto("fleet_day")
    .values({ day: dayOf(now), ...totals })
    .onConflict((conflict) => conflict.column("day").doUpdateSet(totals))
    .execute();
}

/** The totals of the last days, the oldest first; a day on which the server did not run is missing. */
export async function listFleetDays(db: Db, since: number) {
  const rows = await db.selectFrom("fleet_day").selectAll().where("day", ">=", dayOf(since)).orderBy("day").execute();
  return rows.map((row) => ({
    day: row.day,
    byStatus: Statuses.parse(JSON.parse(row.by_status)),
    openFlags: Flags.parse(JSON.parse(row.open_flags)),
    policyVersion: row.policy_version,
  }));
}

function dayOf(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}
