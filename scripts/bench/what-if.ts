import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { DAY_MS } from "@muster/shared/duration.ts";
import type { WhatIf } from "@muster/shared/what-if.ts";
import { weighedRow } from "../../packages/server/src/flags/weighed-row.ts";
import { acceptReports } from "../../packages/server/src/ingest/accept-reports.ts";
import { weigh } from "../../packages/server/src/policy/situation.ts";
import {
  account,
  clamav,
  contact,
  DEFAULT_POLICY,
  outcomes,
} from "../../packages/server/src/policy/test-situations.ts";
import { createRehearsals } from "../../packages/server/src/rehearsal/rehearsals.ts";
import { saveFactHistory, saveFacts } from "../../packages/server/src/store/facts.ts";
import { saveMachines } from "../../packages/server/src/store/machines.ts";
import { type Db, openStore } from "../../packages/server/src/store/open-store.ts";
import { machineRow } from "../../packages/server/src/store/test-rows.ts";
import { saveWeighed } from "../../packages/server/src/store/weighed.ts";

/*
 * What rehearsing a policy on a large fleet costs, and whether reports wait for it: they go on arriving meanwhile, through
 * the server's own way of taking them, and the slowest is told beside the slowest of a quiet time.
 */

const FLEET = 100_000;
const NOW = Date.now();
const CHANGES = 6;
const NAMED = "name: Stricter\nunknownFlagsAfter: 7d\nrules:\n";
const STRICTER = `${NAMED}  antivirus-definitions: { severity: high, warnAfter: 1d, failAfter: 3d }
  firewall-enabled: { severity: high, mustBlockInbound: true }
  password-age: { severity: medium, maxAge: 45d, warnBefore: 14d }
  antivirus-active: { severity: high, mustBeRealTime: false }
  clock-right: { severity: low, maxOff: 15m }
  reporting: { severity: medium }
`;

const factsOf = (index: number, at: number) =>
  outcomes(at, {
    products: [clamav(at - (index % 10) * DAY_MS)],
    accounts: [account("anna", at - (index % 120) * DAY_MS)],
    firewall: index % 50 === 0 ? "off" : "on",
  });

/** Writes the rows that so many machines would have left, each having told new definitions some times in the month. */
async function fill(db: Db): Promise<void> {
  const seen = { enrolled_at: NOW - 60 * DAY_MS, last_seen_at: NOW, policy_version: 1, changes_at: NOW + DAY_MS };
  for (let from = 0; from < FLEET; from += 2_000) {
    const indices = Array.from({ length: Math.min(2_000, FLEET - from) }, (_, offset) => from + offset);
    await db.transaction().execute(async (trx) => {
      await saveMachines(
        trx,
        indices.map((index) => machineRow(`m${index}`, seen)),
      );
      for (let change = CHANGES; change >= 0; change--) {
        const at = NOW - change * 5 * DAY_MS;
        const rows = indices.flatMap((index) =>
          Object.entries(factsOf(index, at))
            .filter(([probe]) => change === CHANGES || probe === "antivirus")
            .map(([probe, outcome]) => ({
              machine_id: `m${index}`,
              probe,
              kind: "read",
              outcome: JSON.stringify(outcome),
              changed_at: at,
            })),
        );
        await saveFacts(trx, rows);
        await saveFactHistory(
          trx,
          rows.map((row) => ({ ...row, sequence: CHANGES - change })),
        );
      }
      const inTouch = contact(NOW);
      await saveWeighed(
        trx,
        indices.map((index) => weighedRow(`m${index}`, weigh(factsOf(index, NOW), inTouch), new Map())),
      );
    });
  }
}

/** Sends changed reports one after the other until told to stop; resolves with how long each took, in ms. */
async function report(db: Db, isOver: () => boolean): Promise<number[]> {
  const took: number[] = [];
  for (let sequence = 1; !isOver(); sequence++) {
    const at = Date.now();
    const facts = factsOf(sequence % 17, at);
    const whole = { sequence, collectedAt: new Date(at).toISOString(), agentVersion: "1", outcomes: facts };
    const arrival = { kind: "whole", machineId: `m${sequence % 1_000}`, receivedAt: at, sentAt: at } as const;
    const started = performance.now();
    const policies = [{ version: 1, policy: DEFAULT_POLICY, appliedAt: 0 }];
    await acceptReports(db, [{ ...arrival, report: whole }], { policies, now: at, newId: randomUUID });
    took.push(performance.now() - started);
    await wait(5);
  }
  return took.toSorted((a, b) => a - b);
}

export async function benchWhatIf(): Promise<Record<string, number>> {
  const folder = await mkdtemp(join(tmpdir(), "muster-bench-"));
  const file = join(folder, "muster.db");
  const store = await openStore({ kind: "sqlite", file, binding: "auto" });
  const rehearsals = createRehearsals({
    storePlace: { kind: "sqlite", file, binding: "auto" },
    policy: () => ({ version: 1, policy: DEFAULT_POLICY, appliedAt: 0 }),
    digestTo: () => [],
    now: Date.now,
    newId: randomUUID,
    onError: (error) => {
      throw error;
    },
  });
  try {
    await fill(store.writer);
    const quietUntil = Date.now() + 5_000;
    const quiet = await report(store.writer, () => Date.now() > quietUntil);

    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const state: { whatIf: WhatIf; todayMs: number } = { whatIf: rehearsals.start(STRICTER), todayMs: 0 };
    const { id } = state.whatIf;
    const started = performance.now();
    const look = () => {
      state.whatIf = rehearsals.get(id) ?? state.whatIf;
      if (state.todayMs === 0 && state.whatIf.today !== null) state.todayMs = performance.now() - started;
      return state.whatIf.state !== "running";
    };
    const busy = await report(store.writer, look);
    const wholeMs = performance.now() - started;
    delay.disable();
    if (state.whatIf.state !== "done") throw new Error(`It ended as ${state.whatIf.state}.`);

    const warm = rehearsals.start(STRICTER);
    const again = performance.now();
    while (rehearsals.get(warm.id)?.today === null) await wait(2);
    const warmMs = performance.now() - again;
    return {
      machines: FLEET,
      "newly failing": state.whatIf.today?.newlyFailing.count ?? 0,
      "today, with starting the worker, ms": state.todayMs,
      "today, the worker warm, ms": warmMs,
      "30 past days, ms": wholeMs - state.todayMs,
      "reports meanwhile": busy.length,
      "report alone, median, ms": quiet[Math.floor(quiet.length / 2)] ?? 0,
      "report alone, slowest, ms": quiet.at(-1) ?? 0,
      "report meanwhile, median, ms": busy[Math.floor(busy.length / 2)] ?? 0,
      "report meanwhile, p99, ms": busy[Math.floor(busy.length * 0.99)] ?? 0,
      "report meanwhile, slowest, ms": busy.at(-1) ?? 0,
      "event loop held up at most, ms": delay.max / 1e6,
    };
  } finally {
    await rehearsals.stop();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}
