import type { FleetSummary } from "@muster/shared/api.ts";
import { DAY_MS } from "@muster/shared/duration.ts";
import { describeFleet, type Presence } from "../feed/describe-fleet.ts";
import { listDigests } from "../store/digests.ts";
import { listMachines } from "../store/machines.ts";
import type { Db } from "../store/open-store.ts";
import type { MachineRow } from "../store/schema.ts";

/** Machines named one by one; the mail says how many more there are. */
const MACHINES_NAMED = 100;
const CHANGES_NAMED = 50;

/** A machine that said nothing for this long is listed as silent. */
const SILENT_MS = DAY_MS;

export type DigestFlag = { machineId: string; machineName: string; rule: string; sentence: string; openedAt: number };

/** The newest flags, and how many there are with those not named, on how many machines. */
export type DigestFlags = { named: DigestFlag[]; total: number; machines: number };

/** All that tonight's digest is made of. Instants in epoch ms. */
export type DigestMaterial = {
  now: number;
  summary: FleetSummary;
  /** The start of what counts as new: the digest before, or a day ago. */
  since: number;
  opened: DigestFlags;
  resolved: DigestFlags;
  nonCompliant: Pick<MachineRow, "id" | "name" | "sentence">[];
  unknown: Pick<MachineRow, "id" | "name" | "sentence">[];
  silent: { name: string; lastSeenAt: number | null }[];
};

export async function gatherDigest(db: Db, presence: Presence, now: number): Promise<DigestMaterial> {
  const [before] = await listDigests(db, { before: null, limit: 1 });
  const since = before?.composed_at ?? now - DAY_MS;
  const page = { after: null, limit: MACHINES_NAMED };
  return {
    now,
    since,
    summary: await describeFleet(db, presence, now),
    opened: await flagsSince(db, "opened_at", since),
    resolved: await flagsSince(db, "resolved_at", since),
    nonCompliant: await listMachines(db, { status: "non-compliant" }, page),
    unknown: await listMachines(db, { status: "unknown" }, page),
    silent: await silentMachines(db, now - SILENT_MS),
  };
}

async function flagsSince(db: Db, moment: "opened_at" | "resolved_at", since: number): Promise<DigestFlags> {
  const flags = db
    .selectFrom("flag")
    .where(`flag.${moment}`, ">=", since)
    .where("flag.resolved_at", moment === "opened_at" ? "is" : "is not", null);
  const counts = await flags
    .select((eb) => [
      eb.fn.countAll<number>().as("total"),
      eb.fn.count<number>("flag.machine_id").distinct().as("machines"),
    ])
    .executeTakeFirst();
  const rows = await flags
    .innerJoin("machine", "machine.id", "flag.machine_id")
    .select(["flag.machine_id", "machine.name", "flag.rule", "flag.sentence", "flag.opened_at"])
    .orderBy(`flag.${moment}`, "desc")
    .limit(CHANGES_NAMED)
    .execute();
  return {
    total: Number(counts?.total ?? 0),
    machines: Number(counts?.machines ?? 0),
    named: rows.map((row) => ({
      machineId: row.machine_id,
      machineName: row.name,
      rule: row.rule,
      sentence: row.sentence,
      openedAt: row.opened_at,
    })),
  };
}

async function silentMachines(db: Db, before: number): Promise<DigestMaterial["silent"]> {
  const rows = await db
    .selectFrom("machine")
    .select(["name", "last_seen_at"])
    .where("retired_at", "is", null)
    .where((eb) =>
      eb.or([
        eb("last_seen_at", "<", before),
        eb.and([eb("last_seen_at", "is", null), eb("enrolled_at", "<", before)]),
      ]),
    )
    .orderBy("last_seen_at")
    .limit(MACHINES_NAMED)
    .execute();
  return rows.map((row) => ({ name: row.name, lastSeenAt: row.last_seen_at }));
}
