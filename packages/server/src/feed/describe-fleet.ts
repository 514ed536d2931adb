import type { FleetSummary, MachineSummary } from "@muster/shared/api.ts";
import { DAY_MS } from "@muster/shared/duration.ts";
import { Platform } from "@muster/shared/facts/machine.ts";
import { RuleId } from "@muster/shared/rules.ts";
import { toInstant } from "@muster/shared/text.ts";
import { MachineStatus, Reachability } from "@muster/shared/verdict.ts";
import { namesIn, tagsOf, verdictOf } from "../flags/machine-columns.ts";
import type { JudgedVerdict } from "../policy/evaluate.ts";
import { countFlags } from "../store/flags.ts";
import { countOpenIncidents } from "../store/incidents.ts";
import { countMachinesBy } from "../store/machines.ts";
import type { Db } from "../store/open-store.ts";
import type { MachineRow } from "../store/schema.ts";
import { findVerdicts } from "../store/verdicts.ts";

/** Which machines' agents hold a connection now. */
export type Presence = { isOnline(machineId: string): boolean; count(): number };

export async function describeMachines(
  db: Db,
  rows: readonly MachineRow[],
  presence: Presence,
): Promise<MachineSummary[]> {
  const ids = rows.map((row) => row.id);
  const verdicts = Map.groupBy(await findVerdicts(db, ids), (row) => row.machine_id);
  return rows.map((row) => {
    const judged = (verdicts.get(row.id) ?? []).map(verdictOf);
    return describeMachine(row, judged, presence.isOnline(row.id));
  });
}

export function describeMachine(row: MachineRow, verdicts: JudgedVerdict[], isOnline: boolean): MachineSummary {
  return {
    id: row.id,
    name: row.name,
    platform: Platform.parse(row.platform),
    osName: row.os_name,
    osVersion: row.os_version,
    tags: tagsOf(row),
    status: MachineStatus.parse(row.status),
    sentence: row.sentence,
    rules: verdicts.map(({ rule, status, measured, countedFrom }) => ({
      rule,
      status,
      measured,
      countedFrom: countedFrom === null ? null : toInstant(countedFrom),
    })),
    openFlags: row.open_flags,
    person: row.person,
    serialNumber: row.serial_number,
    groups: namesIn(row.policy_groups),
    flaggedRules: namesIn(row.flagged_rules).flatMap((rule) => RuleId.safeParse(rule).data ?? []),
    definitionsFrom: row.definitions_from === null ? null : toInstant(row.definitions_from),
    passwordEndsAt: row.password_ends_at === null ? null : toInstant(row.password_ends_at),
    site: row.site,
    isOnline,
    reachability: Reachability.parse(row.reachability),
    reachableSince: toInstant(row.reachable_since),
    lastSeenAt: row.last_seen_at === null ? null : toInstant(row.last_seen_at),
    enrolledAt: toInstant(row.enrolled_at),
    agentVersion: row.agent_version,
  };
}

export async function describeFleet(db: Db, presence: Presence, now: number): Promise<FleetSummary> {
  const counts = await countMachinesBy(db, "status");
  const reaches = await countMachinesBy(db, "reachability");
  const flags = await countFlags(db, now - DAY_MS);
  const incidents = await countOpenIncidents(db);
  const countOf = (list: typeof counts, value: string) => list.find((each) => each.value === value)?.count ?? 0;
  return {
    total: counts.reduce((sum, each) => sum + each.count, 0),
    byStatus: {
      compliant: countOf(counts, "compliant"),
      "accepted-risk": countOf(counts, "accepted-risk"),
      "in-grace": countOf(counts, "in-grace"),
      "non-compliant": countOf(counts, "non-compliant"),
      unknown: countOf(counts, "unknown"),
      "not-covered": countOf(counts, "not-covered"),
    },
    byReachability: {
      online: countOf(reaches, "online"),
      asleep: countOf(reaches, "asleep"),
      away: countOf(reaches, "away"),
      overdue: countOf(reaches, "overdue"),
      missing: countOf(reaches, "missing"),
    },
    online: presence.count(),
    openFlags: flags.byRule.reduce((sum, each) => sum + each.count, 0),
    openedLastDay: flags.opened,
    resolvedLastDay: flags.resolved,
    openIncidents: incidents.open,
    incidentsChangedAt: incidents.changedAt === null ? null : toInstant(incidents.changedAt),
    flagsByRule: Object.fromEntries(flags.byRule.map(({ rule, count }) => [rule, count])) as Partial<
      Record<RuleId, number>
    >,
  };
}
