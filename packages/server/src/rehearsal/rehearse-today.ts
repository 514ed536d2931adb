import { MAX_WHAT_IF_EXAMPLES } from "@muster/shared/limits.ts";
import type { Policy } from "@muster/shared/policy.ts";
import type { MachineStatus, VerdictStatus } from "@muster/shared/verdict.ts";
import type { FleetStanding, WhatIfGroup, WhatIfToday } from "@muster/shared/what-if.ts";
import { outcomesOf } from "../flags/judge-machines.ts";
import { evaluate } from "../policy/evaluate.ts";
import { inForce } from "../policy/in-force.ts";
import { RULES } from "../policy/rules/index.ts";
import { type Count, type Tally, tally } from "../policy/tally.ts";
import { findFacts } from "../store/facts.ts";
import type { Db } from "../store/open-store.ts";
import { type FleetMember, type Known, readFleet } from "./read-fleet.ts";

/** The policy in force and the one that may follow it. */
export type Comparison = { before: Policy; after: Policy };

/** Told between two pages of the fleet: throws to end the rehearsal early. */
export type Pause = (share: number) => Promise<void>;

type Change = "newlyFailing" | "newlyWarned" | "recovered";

/** How every machine stands now under both policies. Reads the store and changes nothing. */
export async function rehearseToday(
  db: Db,
  { before, after }: Comparison,
  options: { now: number; machines: number; pause: Pause; known: Known },
): Promise<Omit<WhatIfToday, "digestTo">> {
  const { now } = options;
  const started = performance.now();
  const standing = { before: new Standing(before), after: new Standing(after) };
  const moves = new Map<string, number>();
  const groups: Record<Change, Gathered> = {
    newlyFailing: new Gathered(),
    newlyWarned: new Gathered(),
    recovered: new Gathered(),
  };
  let machines = 0;
  let digestNames = 0;
  for await (const page of readFleet(db, now, options.known)) {
    for (const member of page) {
      machines++;
      const was = standing.before.add(member, now);
      const becomes = standing.after.add(member, now);
      if (was.status !== becomes.status) {
        const move = `${was.status} ${becomes.status}`;
        moves.set(move, (moves.get(move) ?? 0) + 1);
      }
      if (becomes.isFlagged && !was.isFlagged) digestNames++;
      const change = changeOf(was.worst, becomes.worst);
      if (change !== null) groups[change].add(member);
    }
    await options.pause(options.machines === 0 ? 1 : machines / options.machines);
  }
  const [newlyFailing, newlyWarned, recovered] = await Promise.all(
    [groups.newlyFailing, groups.newlyWarned, groups.recovered].map((group) => group.told(db, after, now)),
  );
  if (!newlyFailing || !newlyWarned || !recovered) throw new Error("three groups in, three out");
  return {
    machines,
    before: standing.before.told(),
    after: standing.after.told(),
    newlyFailing,
    newlyWarned,
    recovered,
    moves: [...moves].map(([move, count]) => movedBy(move, count)).toSorted((a, b) => b.count - a.count),
    digestNames,
    tookMs: performance.now() - started,
  };
}

function movedBy(move: string, count: number): WhatIfToday["moves"][number] {
  const [from, to] = move.split(" ") as [MachineStatus, MachineStatus];
  return { from, to, count };
}

/** What a policy does to a machine, graces and waivers aside; null when it comes to the same. */
export function changeOf(was: VerdictStatus, becomes: VerdictStatus): Change | null {
  if (becomes === "fail") return was === "fail" ? null : "newlyFailing";
  if (was === "fail") return "recovered";
  return becomes === "warn" && was === "pass" ? "newlyWarned" : null;
}

/** Counts how machines stand under one policy. */
class Standing {
  readonly #policy: Policy;
  readonly #byStatus: Partial<Record<MachineStatus, number>> = {};
  readonly #byRule = RULES.map(() => ({ fail: 0, warn: 0, unknown: 0 }));
  readonly #count: Count = (index, status) => {
    const counts = this.#byRule[index];
    if (counts && (status === "fail" || status === "warn" || status === "unknown")) counts[status]++;
  };

  constructor(policy: Policy) {
    this.#policy = policy;
  }

  add({ situation }: FleetMember, now: number): Tally {
    const stands = tally(situation, this.#policy, inForce(this.#policy, situation.member), now, this.#count);
    this.#byStatus[stands.status] = (this.#byStatus[stands.status] ?? 0) + 1;
    return stands;
  }

  told(): FleetStanding {
    const byRule = RULES.flatMap((rule, index) => {
      const counts = this.#byRule[index];
      const isAsked = this.#policy.rules[rule.id] !== undefined;
      return isAsked && counts ? [[rule.id, counts] as const] : [];
    });
    return { byStatus: this.#byStatus, byRule: Object.fromEntries(byRule) };
  }
}

/** Machines that change alike: how many, and the first few. */
class Gathered {
  #count = 0;
  readonly #first: FleetMember[] = [];

  add(member: FleetMember): void {
    this.#count++;
    if (this.#first.length < MAX_WHAT_IF_EXAMPLES) this.#first.push(member);
  }

  async told(db: Db, policy: Policy, now: number): Promise<WhatIfGroup> {
    const ids = this.#first.map((member) => member.id);
    const facts = Map.groupBy(await findFacts(db, ids), (row) => row.machine_id);
    const examples = this.#first.map(({ id, name, situation }) => {
      const outcomes = outcomesOf(facts.get(id) ?? []);
      return { machineId: id, name, sentence: evaluate({ ...situation, outcomes }, policy, now).sentence };
    });
    return { count: this.#count, examples: examples.toSorted((a, b) => a.name.localeCompare(b.name, "en")) };
  }
}
