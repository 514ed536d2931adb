import type { DigestScope } from "@muster/shared/digest.ts";
import type { Policy } from "@muster/shared/policy.ts";
import { RuleId } from "@muster/shared/rules.ts";
import { MachineStatus, Reachability } from "@muster/shared/verdict.ts";
import {
  flagsResolvedSince,
  machinesAfter,
  openFlagsBetween,
  passwordWarnsBetween,
  type ResolvedCursor,
  type ScannedFlag,
  type ScannedMachine,
  sentencesOf,
} from "../store/digest-scan.ts";
import type { Db } from "../store/open-store.ts";
import { inScope } from "./in-scope.ts";
import type { DigestMaterial, FlagLine, RecoveredLine, SheetRow, SilentLine, UncheckedLine } from "./material.ts";
import { endingPasswords, SOON_MS } from "./passwords.ts";
import { incidentsToTell, openConflicts, trendOf, waiversEnding } from "./surroundings.ts";
import { type Listed, Top } from "./top.ts";

/** Rows named per section; the mail says how many more there are. Sized so that Gmail does not cut it (102 KB). */
export const ROWS_NAMED = 20;

/** Rows of the attached spreadsheet. */
const MAX_SHEET_ROWS = 5_000;

/** Machines read at a time: between two pages everything else that waits gets its turn. */
const PAGE_MACHINES = 400;

export type Gathering = {
  db: Db;
  scope: DigestScope;
  policy: Policy;
  now: number;
  since: number;
  online: number | null;
  certificates: { name: string; endsAt: number }[];
  withSheet: boolean;
  /** Of a list with a scope of its own: what its earlier digests counted. */
  pastTotals: { day: string; percent: number }[] | null;
};

/** Reads the fleet once, a page at a time, and keeps only what a mail can hold. */
export async function gatherDigest(gathering: Gathering): Promise<DigestMaterial> {
  const { db, scope, policy, now, since, withSheet } = gathering;
  const isIn = inScope(scope, policy);
  const isTold = (rule: string): boolean => scope.rules.length === 0 || scope.rules.some((each) => each === rule);
  const tally = newTally();
  const warned = new Top<{ machine: ScannedMachine; changesAt: number }>(
    ROWS_NAMED * 4,
    (a, b) => a.changesAt - b.changesAt,
  );
  const sheet: SheetRow[] = [];
  let after = "";
  for (;;) {
    const page = await machinesAfter(db, after, PAGE_MACHINES);
    const last = page.at(-1);
    if (!last) break;
    const flags = Map.groupBy(await openFlagsBetween(db, after, last.id), (flag) => flag.machine_id);
    const warns = isTold("password-age") ? await passwordWarnsBetween(db, after, last.id) : [];
    const warnsById = new Map(warns.map((each) => [each.machine_id, each.changes_at]));
    for (const machine of page) {
      if (machine.retired_at !== null || !isIn(machine)) continue;
      const told = (flags.get(machine.id) ?? []).filter((flag) => isTold(flag.rule));
      const status = scope.rules.length === 0 ? MachineStatus.parse(machine.status) : statusByFlags(told);
      const lines = count(tally, machine, status, told, since);
      if (withSheet)
        for (const line of lines)
          if (sheet.length < MAX_SHEET_ROWS) sheet.push({ ...line, status, site: machine.site });
      const changesAt = warnsById.get(machine.id);
      if (changesAt != null && changesAt - now <= SOON_MS) warned.add({ machine, changesAt });
    }
    after = last.id;
  }
  const ending = warned.listed();
  const waivers = await waiversEnding(db, now, isIn, isTold);
  return {
    now,
    since,
    total: tally.total,
    byStatus: tally.byStatus,
    attention: tally.byStatus["non-compliant"] + tally.byStatus.unknown,
    fresh: tally.fresh,
    joined: tally.joined,
    online: gathering.online,
    conflicts: await openConflicts(db, isIn),
    incidents: await incidentsToTell(db, scope, isIn),
    opened: tally.opened.listed(),
    recovered: await recoveredSince(db, since, isIn, isTold),
    failing: tally.failing.listed(),
    silent: tally.silent.listed(),
    passwords: {
      rows: await endingPasswords(
        db,
        policy,
        ending.rows.map((each) => each.machine),
        now,
      ),
      total: ending.total,
    },
    waivers,
    certificates: gathering.certificates.filter((each) => each.endsAt - now <= SOON_MS),
    unchecked: await withSentences(db, tally.unchecked.listed()),
    notCovered: tally.byStatus["not-covered"],
    neverReported: tally.neverReported,
    trend: await trendOf(db, gathering.pastTotals, tally, now),
    sheet,
  };
}

async function withSentences(
  db: Db,
  { rows, total }: Listed<Omit<UncheckedLine, "sentence">>,
): Promise<Listed<UncheckedLine>> {
  const ids = rows.map((row) => row.machineId);
  const sentences = await sentencesOf(db, ids);
  return { rows: rows.map((row) => ({ ...row, sentence: sentences.get(row.machineId) ?? "" })), total };
}

type Tally = ReturnType<typeof newTally>;

function newTally() {
  return {
    total: 0,
    fresh: 0,
    joined: 0,
    neverReported: 0,
    byStatus: { compliant: 0, "accepted-risk": 0, "in-grace": 0, "non-compliant": 0, unknown: 0, "not-covered": 0 },
    opened: new Top<FlagLine>(ROWS_NAMED, (a, b) => b.openedAt - a.openedAt),
    failing: new Top<FlagLine>(ROWS_NAMED, (a, b) => a.openedAt - b.openedAt),
    silent: new Top<SilentLine>(ROWS_NAMED, (a, b) => (a.lastSeenAt ?? 0) - (b.lastSeenAt ?? 0)),
    unchecked: new Top<Omit<UncheckedLine, "sentence">>(ROWS_NAMED, (a, b) => (a.machine < b.machine ? -1 : 1)),
  };
}

function count(
  tally: Tally,
  machine: ScannedMachine,
  status: MachineStatus,
  flags: ScannedFlag[],
  since: number,
): FlagLine[] {
  tally.total += 1;
  tally.byStatus[status] += 1;
  if (machine.enrolled_at >= since) tally.joined += 1;
  const subject = { machineId: machine.id, machine: machine.name };
  const lines = flags.flatMap((flag) => lineOf(subject, flag));
  let isFresh = false;
  for (const line of lines) {
    const isNew = line.openedAt >= since;
    (isNew ? tally.opened : tally.failing).add(line);
    isFresh ||= isNew;
  }
  const needsAttention = status === "non-compliant" || status === "unknown";
  if (isFresh && needsAttention) tally.fresh += 1;
  if (machine.last_seen_at === null) tally.neverReported += 1;
  else if (status === "unknown") tally.unchecked.add(subject);
  if (machine.reachability === "overdue" || machine.reachability === "missing") {
    tally.silent.add({
      ...subject,
      reachability: Reachability.parse(machine.reachability),
      lastSeenAt: machine.last_seen_at,
    });
  }
  return lines;
}

function statusByFlags(flags: readonly ScannedFlag[]): MachineStatus {
  if (flags.some((flag) => flag.cause === "fail")) return "non-compliant";
  return flags.length > 0 ? "unknown" : "compliant";
}

/** A flag of a rule that this version does not know is left out. */
function lineOf(
  subject: { machineId: string; machine: string },
  flag: { rule: string; sentence: string; opened_at: number },
): FlagLine[] {
  const rule = RuleId.safeParse(flag.rule);
  return rule.success ? [{ ...subject, rule: rule.data, sentence: flag.sentence, openedAt: flag.opened_at }] : [];
}

async function recoveredSince(
  db: Db,
  since: number,
  isIn: ReturnType<typeof inScope>,
  isTold: (rule: string) => boolean,
): Promise<DigestMaterial["recovered"]> {
  const top = new Top<RecoveredLine>(ROWS_NAMED, (a, b) => b.resolvedAt - a.resolvedAt);
  let after: ResolvedCursor | null = null;
  for (;;) {
    const page: Awaited<ReturnType<typeof flagsResolvedSince>> = await flagsResolvedSince(
      db,
      since,
      after,
      PAGE_MACHINES,
    );
    for (const flag of page) {
      const { name, platform, tags, site } = flag;
      if (flag.retired_at !== null || name === null || platform === null || tags === null) continue;
      if (!isTold(flag.rule) || !isIn({ name, platform, tags, site })) continue;
      const because =
        flag.resolved_because === "waived" || flag.resolved_because === "policy" ? flag.resolved_because : "mended";
      for (const line of lineOf({ machineId: flag.machine_id, machine: name }, flag))
        top.add({ ...line, resolvedAt: flag.resolved_at ?? since, because });
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE_MACHINES) return top.listed();
    after = { resolvedAt: last.resolved_at ?? since, id: last.id };
  }
}
