import type { DigestScope } from "@muster/shared/digest.ts";
import { listFleetDays } from "../store/fleet-days.ts";
import { listIncidents } from "../store/incidents.ts";
import { findMachines } from "../store/machines.ts";
import type { Db } from "../store/open-store.ts";
import type { inScope } from "./in-scope.ts";
import { isNarrow } from "./lists.ts";
import type { DigestMaterial, IncidentLine, WaiverLine } from "./material.ts";
import { SOON_MS } from "./passwords.ts";
import { type Listed, Top } from "./top.ts";

type IsIn = ReturnType<typeof inScope>;

/** Rows named per section. */
const NAMED = 20;

/** Of how many days the trend is told. */
const TREND_DAYS = 30;
const DAY_MS = 86_400_000;

/** Approved waivers in the scope that end soon. One for a group is told to every list. */
export async function waiversEnding(
  db: Db,
  now: number,
  isIn: IsIn,
  isTold: (rule: string) => boolean,
): Promise<Listed<WaiverLine>> {
  const rows = await db
    .selectFrom("waiver")
    .leftJoin("machine", "machine.id", "waiver.machine_id")
    .select(["waiver.rule", "waiver.group_name", "waiver.reason", "waiver.ends_at"])
    .select(["machine.name", "machine.platform", "machine.tags", "machine.site"])
    .where("waiver.state", "=", "approved")
    .where("waiver.ends_at", ">", now)
    .where("waiver.ends_at", "<=", now + SOON_MS)
    .execute();
  const top = new Top<WaiverLine>(NAMED, (a, b) => a.endsAt - b.endsAt);
  for (const { name, platform, tags, site, ...waiver } of rows) {
    if (waiver.rule !== null && !isTold(waiver.rule)) continue;
    if (name !== null && platform !== null && tags !== null && !isIn({ name, platform, tags, site })) continue;
    top.add({ about: name ?? waiver.group_name ?? "", reason: waiver.reason, endsAt: waiver.ends_at });
  }
  return top.listed();
}

export async function openConflicts(db: Db, isIn: IsIn): Promise<number> {
  const rows = await db
    .selectFrom("identity_conflict")
    .innerJoin("machine", "machine.id", "identity_conflict.machine_id")
    .select(["machine.name", "machine.platform", "machine.tags", "machine.site"])
    .where("identity_conflict.resolved_at", "is", null)
    .limit(1_000)
    .execute();
  return rows.filter(isIn).length;
}

/** How many open incidents are looked through for a list that is told of a part of the fleet. */
const INCIDENTS_READ = 200;

/** Open incidents; a list with a scope of its own is told of those about machines in it. */
export async function incidentsToTell(db: Db, scope: DigestScope, isIn: IsIn): Promise<Listed<IncidentLine>> {
  const rows = await listIncidents(db, { state: "open" }, { after: null, limit: INCIDENTS_READ });
  const machines = await findMachines(
    db,
    rows.flatMap((row) => (row.link_kind === "machine" && row.link_id !== null ? [row.link_id] : [])),
  );
  const inside = new Set(machines.filter(isIn).map((machine) => machine.id));
  const told = isNarrow(scope) ? rows.filter((row) => row.link_id !== null && inside.has(row.link_id)) : rows;
  const lines = told.slice(0, NAMED).map(({ id, number, title, opened_at, assigned_to }) => ({
    id,
    number,
    title,
    openedAt: opened_at,
    assignedTo: assigned_to,
  }));
  return { rows: lines, total: told.length };
}

/** Percent compliant per day: of the whole fleet by its daily totals, of a narrower list by its own digests. */
export async function trendOf(
  db: Db,
  past: DigestMaterial["trend"] | null,
  present: { total: number; byStatus: Record<string, number> },
  now: number,
): Promise<DigestMaterial["trend"]> {
  const today = new Date(now).toISOString().slice(0, 10);
  const days = past ?? (await fleetTrend(db, now));
  const before = days.filter(({ day }) => day < today).slice(1 - TREND_DAYS);
  return [...before, { day: today, percent: percentOf(present.byStatus.compliant ?? 0, present.total) }];
}

async function fleetTrend(db: Db, now: number): Promise<DigestMaterial["trend"]> {
  const days = await listFleetDays(db, now - TREND_DAYS * DAY_MS);
  return days.map(({ day, byStatus }) => {
    const total = Object.values(byStatus).reduce((sum, each) => sum + each, 0);
    return { day, percent: percentOf(byStatus.compliant ?? 0, total) };
  });
}

function percentOf(part: number, total: number): number {
  return total === 0 ? 100 : (100 * part) / total;
}
