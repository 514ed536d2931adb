import { DAY_MS } from "@muster/shared/duration.ts";
import { PROBES, type ProbeId } from "@muster/shared/facts/index.ts";
import type { Policy } from "@muster/shared/policy.ts";
import { type OutcomesByProbe, ProbeOutcomes } from "@muster/shared/report.ts";
import type { VerdictStatus } from "@muster/shared/verdict.ts";
import type { WhatIfDay } from "@muster/shared/what-if.ts";
import { type InForce, inForce, type Member } from "../policy/in-force.ts";
import { type Situation, weigh } from "../policy/situation.ts";
import { judgeRule } from "../policy/stand.ts";
import type { Db } from "../store/open-store.ts";
import { type PastFact, readPastFacts } from "../store/weighed.ts";
import { type FleetMember, type Known, readFleet } from "./read-fleet.ts";
import { type Comparison, changeOf, type Pause } from "./rehearse-today.ts";

/** Machines whose past is read at a time: each may have reported something else every day. */
const AT_A_TIME = 200;

/**
 * How the fleet would have stood at the end of each of the past UTC days under both policies, by what its machines had
 * reported by then. Silence and clocks are left aside, and so are graces and waivers: what is compared is the thresholds.
 */
export async function rehearseDays(
  db: Db,
  policies: Comparison,
  options: { now: number; days: number; machines: number; pause: Pause; known: Known },
): Promise<WhatIfDay[]> {
  const { now, machines, pause } = options;
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const ends = Array.from({ length: options.days }, (_, index) => today - (options.days - 1 - index) * DAY_MS);
  const days = ends.map((end): WhatIfDay => {
    const day = new Date(end - DAY_MS).toISOString().slice(0, 10);
    return { day, machines: 0, failingBefore: 0, failingAfter: 0, newlyFailing: 0, recovered: 0 };
  });
  const first = ends[0] ?? today;
  let done = 0;
  for await (const page of readFleet(db, now, options.known)) {
    for (let from = 0; from < page.length; from += AT_A_TIME) {
      const members = page.slice(from, from + AT_A_TIME);
      const ids = members.map((member) => member.id);
      const past = Map.groupBy(await readPastFacts(db, ids, first), (fact) => fact.machine_id);
      for (const member of members) passDays(member, past.get(member.id) ?? [], policies, ends, days);
      done += members.length;
      await pause(machines === 0 ? 1 : done / machines);
    }
  }
  return days;
}

/** Takes one machine through the days and counts it in each. */
function passDays(
  member: FleetMember,
  facts: readonly PastFact[],
  { before, after }: Comparison,
  ends: readonly number[],
  days: readonly WhatIfDay[],
): void {
  const { contact, member: kind } = member.situation;
  const outcomes: OutcomesByProbe = {};
  const was = new Course(before, kind);
  const becomes = new Course(after, kind);
  let next = 0;
  let situation: Situation | null = null;
  ends.forEach((end, index) => {
    const day = days[index];
    for (let fact = facts[next]; fact && fact.changed_at < end; fact = facts[++next]) {
      takeIn(outcomes, fact);
      situation = null;
    }
    if (day === undefined || member.enrolledAt >= end) return;
    if (situation === null) {
      situation = { ...member.situation, outcomes, ...weigh(outcomes, contact) };
      was.forget();
      becomes.forget();
    }
    const change = count(day, was.worstAt(situation, end), becomes.worstAt(situation, end));
    if (change === "newlyFailing") day.newlyFailing++;
    if (change === "recovered") day.recovered++;
  });
}

function count(day: WhatIfDay, was: VerdictStatus, becomes: VerdictStatus): ReturnType<typeof changeOf> {
  day.machines++;
  if (was === "fail") day.failingBefore++;
  if (becomes === "fail") day.failingAfter++;
  return changeOf(was, becomes);
}

function takeIn(outcomes: OutcomesByProbe, fact: PastFact): void {
  if (!(fact.probe in PROBES)) return;
  const probe = fact.probe as ProbeId;
  const parsed = ProbeOutcomes[probe].safeParse(JSON.parse(fact.outcome));
  // One that an older version wrote and this one cannot read counts as not reported.
  Object.assign(outcomes, { [probe]: parsed.success ? parsed.data : undefined });
}

/** What the worst rule says of one machine from day to day, judged again only when something of it can differ. */
class Course {
  readonly #force: InForce;
  #worst: VerdictStatus = "pass";
  #until = Number.NEGATIVE_INFINITY;

  constructor(policy: Policy, member: Member) {
    this.#force = inForce(policy, member);
  }

  forget(): void {
    this.#until = Number.NEGATIVE_INFINITY;
  }

  worstAt(situation: Situation, now: number): VerdictStatus {
    if (now < this.#until) return this.#worst;
    let worst: VerdictStatus = "pass";
    let until = Number.POSITIVE_INFINITY;
    for (const { rule, index, settings } of this.#force.rules) {
      if (rule.reads === "contact") continue;
      const { status, changesAt } = judgeRule(rule, index, settings, situation, this.#force, now);
      if (changesAt < until) until = changesAt;
      if (status === "fail") worst = "fail";
      else if (status === "unknown" && worst !== "fail") worst = "unknown";
      else if (status === "warn" && worst === "pass") worst = "warn";
    }
    this.#worst = worst;
    this.#until = until;
    return worst;
  }
}
