import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DAY_MS } from "@muster/shared/duration.ts";
import { judgeAgain } from "../../packages/server/src/clock/judge-again.ts";
import { inForce } from "../../packages/server/src/policy/in-force.ts";
import { type Situation, weigh } from "../../packages/server/src/policy/situation.ts";
import { tally } from "../../packages/server/src/policy/tally.ts";
import {
  account,
  clamav,
  contact,
  DEFAULT_POLICY,
  outcomes,
} from "../../packages/server/src/policy/test-situations.ts";
import { machinesDue, saveMachines } from "../../packages/server/src/store/machines.ts";
import { openStore } from "../../packages/server/src/store/open-store.ts";
import { machineRow } from "../../packages/server/src/store/test-rows.ts";

/*
 * How fast a fleet is judged, as a ratio to a loop written by hand over the same thresholds, and whether the cost of one
 * flip that is due grows with the fleet. The machine is noisy: trust the ratios.
 */

const FLEET = 100_000;
const ROUNDS = 5;
const NOW = Date.UTC(2026, 10, 23, 9);

function situationOf(index: number): Situation {
  const given = outcomes(NOW, {
    products: [clamav(NOW - (index % 10) * DAY_MS)],
    accounts: [account("anna", NOW - (index % 120) * DAY_MS)],
    firewall: index % 50 === 0 ? "off" : "on",
  });
  const inTouch = contact(NOW);
  const member = { platform: "linux", tags: index % 9 === 0 ? ["privileged"] : [], name: `pc-${index}` } as const;
  return { member, outcomes: given, ...weigh(given, inTouch), contact: inTouch, memory: new Map(), waivers: [] };
}

/** The same thresholds as the default policy, on plain objects made for the purpose. */
type Plain = {
  on: boolean;
  published: number;
  open: boolean;
  set: number;
  privileged: boolean;
  seen: number;
  off: number;
};

function plainOf(index: number): Plain {
  return {
    on: true,
    published: NOW - (index % 10) * DAY_MS,
    open: index % 50 === 0,
    set: NOW - (index % 120) * DAY_MS,
    privileged: index % 9 === 0,
    seen: NOW,
    off: 0,
  };
}

function judgePlain(machine: Plain, now: number): { fails: number; changesAt: number } {
  let fails = 0;
  let changesAt = Number.POSITIVE_INFINITY;
  if (!machine.on) fails++;
  const age = now - machine.published;
  if (age > 7 * DAY_MS) fails++;
  else changesAt = machine.published + (age > 3 * DAY_MS ? 7 : 3) * DAY_MS + 1;
  if (machine.open) fails++;
  const endsAt = machine.set + ((machine.privileged ? 45 : 90) + 1) * DAY_MS;
  if (now >= endsAt) fails++;
  else changesAt = Math.min(changesAt, now >= endsAt - 14 * DAY_MS ? endsAt : endsAt - 14 * DAY_MS);
  if (Math.abs(machine.off) > 15 * 60_000) fails++;
  if (now >= machine.seen + 10 * DAY_MS) fails++;
  else changesAt = Math.min(changesAt, machine.seen + 3 * DAY_MS);
  return { fails, changesAt };
}

/** The fastest of several rounds in ms: what the machine can do when it is left alone. */
function best(act: () => void): number {
  let fastest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    act();
    fastest = Math.min(fastest, performance.now() - started);
  }
  return fastest;
}

function judgeFleet(): { floorMs: number; ourMs: number; failing: number } {
  const situations = Array.from({ length: FLEET }, (_, index) => situationOf(index));
  const plain = Array.from({ length: FLEET }, (_, index) => plainOf(index));
  let failing = 0;
  const floorMs = best(() => {
    failing = 0;
    for (const machine of plain) if (judgePlain(machine, NOW).fails > 0) failing++;
  });
  const expected = failing;
  const ourMs = best(() => {
    failing = 0;
    for (const situation of situations) {
      const stands = tally(situation, DEFAULT_POLICY, inForce(DEFAULT_POLICY, situation.member), NOW);
      if (stands.status === "non-compliant") failing++;
    }
  });
  if (failing !== expected) throw new Error(`The two do not agree: ${expected} and ${failing} machines fail.`);
  return { floorMs, ourMs, failing };
}

/** What one due flip costs in ms, judged and durable, beside so many machines that are not due. */
async function flipCost(fleet: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "muster-bench-"));
  const store = await openStore({ kind: "sqlite", file: join(folder, "muster.db"), binding: "auto" });
  try {
    const others = { policy_version: 1, changes_at: NOW + DAY_MS, last_seen_at: NOW };
    for (let from = 0; from < fleet; from += 5_000) {
      const rows = Array.from({ length: Math.min(5_000, fleet - from) }, (_, i) => machineRow(`m${from + i}`, others));
      await saveMachines(store.writer, rows);
    }
    const policies = [{ version: 1, policy: DEFAULT_POLICY, appliedAt: 0 }];
    let ids = 0;
    const costs: number[] = [];
    for (let flip = 0; flip < 40; flip++) {
      await store.writer.updateTable("machine").set({ changes_at: NOW }).where("id", "=", `m${flip}`).execute();
      const started = performance.now();
      const due = await machinesDue(store.writer, NOW, 10);
      await judgeAgain(store.writer, due, { policies, now: NOW, newId: () => `id-${++ids}` });
      costs.push(performance.now() - started);
    }
    return costs.toSorted((a, b) => a - b)[20] ?? 0;
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

export async function benchEvaluate(): Promise<Record<string, number>> {
  const { floorMs, ourMs, failing } = judgeFleet();
  const small = await flipCost(1_000);
  const large = await flipCost(FLEET);
  return {
    machines: FLEET,
    failing,
    "hand-written loop, ms": floorMs,
    "the policy engine, ms": ourMs,
    "evaluations per second": (FLEET / ourMs) * 1_000,
    "share of the hand-written loop's speed": floorMs / ourMs,
    "due flip among 1,000, ms": small,
    "due flip among 100,000, ms": large,
    "growth of a flip's cost": large / small,
  };
}
