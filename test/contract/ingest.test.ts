import { DAY_MS } from "@muster/shared/duration.ts";
import type { OutcomesByProbe } from "@muster/shared/report.ts";
import { toInstant } from "@muster/shared/text.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeAgain } from "../../packages/server/src/clock/judge-again.ts";
import type { JudgeContext } from "../../packages/server/src/flags/judge-machines.ts";
import { type Arrival, acceptReports, digestOf } from "../../packages/server/src/ingest/accept-reports.ts";
import { evaluate } from "../../packages/server/src/policy/evaluate.ts";
import { account, clamav, DEFAULT_POLICY, outcomes } from "../../packages/server/src/policy/test-situations.ts";
import { findOpenFlags, listFlags } from "../../packages/server/src/store/flags.ts";
import { findMachine, machinesDue, saveMachines } from "../../packages/server/src/store/machines.ts";
import type { Db } from "../../packages/server/src/store/open-store.ts";
import { machineRow } from "./rows.ts";
import { BINDINGS, withNewStore } from "./stores.ts";

const START = Date.UTC(2026, 10, 1);

let ids = 0;
const context = (now: number): JudgeContext => ({
  policy: { version: 1, policy: DEFAULT_POLICY },
  now,
  newId: () => `flag-${++ids}`,
});

function whole(sequence: number, given: OutcomesByProbe, now: number, machineId = "m"): Arrival {
  const report = { sequence, collectedAt: toInstant(now), agentVersion: "1", outcomes: given };
  return { kind: "whole", machineId, receivedAt: now, sentAt: now, report };
}

function unchanged(sequence: number, given: OutcomesByProbe, now: number): Arrival {
  const report = { sequence, collectedAt: toInstant(now), digest: digestOf(given) };
  return { kind: "unchanged", machineId: "m", receivedAt: now, sentAt: now, report };
}

const accept = async (db: Db, now: number, ...arrivals: Arrival[]) =>
  (await acceptReports(db, arrivals, context(now))).acceptances;

describe.each(BINDINGS)("ingest on %s", (binding) => {
  it("stores each (machine, sequence) once, also within one batch", async () => {
    await withNewStore(binding, async ({ writer }) => {
      await saveMachines(writer, [machineRow("m")]);
      const good = outcomes(START);
      const kinds = (
        await accept(writer, START, whole(1, good, START), whole(1, good, START), whole(2, good, START))
      ).map((each) => each.kind);
      expect(kinds).toEqual(["accepted", "duplicate", "accepted"]);
      expect((await accept(writer, START, whole(2, good, START)))[0]?.kind).toBe("duplicate");
      const rows = await writer.selectFrom("report").select("sequence").execute();
      expect(rows.map((row) => row.sequence)).toEqual([1, 2]);
    });
  });

  it("takes 'unchanged' only about the facts that it holds, at the cost of a touch", async () => {
    await withNewStore(binding, async ({ writer }) => {
      await saveMachines(writer, [machineRow("m")]);
      const good = outcomes(START);
      await accept(writer, START, whole(1, good, START));
      expect(
        (await accept(writer, START + 5, unchanged(2, outcomes(START, { firewall: "off" }), START)))[0]?.kind,
      ).toBe("facts-unknown");
      // Read again later: other instants, the same facts.
      expect((await accept(writer, START + 9, unchanged(2, outcomes(START, {}), START + 9)))[0]?.kind).toBe("accepted");
      expect(await findMachine(writer, "m")).toMatchObject({ last_sequence: 2, last_seen_at: START + 9 });
      expect(await writer.selectFrom("report").selectAll().execute()).toHaveLength(1);
    });
  });

  it("says so when a machine is unknown, and takes the others of the batch", async () => {
    await withNewStore(binding, async ({ writer }) => {
      await saveMachines(writer, [machineRow("m")]);
      const good = outcomes(START);
      const kinds = (await accept(writer, START, whole(1, good, START, "nobody"), whole(1, good, START))).map(
        (e) => e.kind,
      );
      expect(kinds).toEqual(["machine-unknown", "accepted"]);
    });
  });

  it("changes nothing at all when its transaction fails", async () => {
    await withNewStore(binding, async ({ writer }) => {
      await saveMachines(writer, [machineRow("m")]);
      await accept(writer, START, whole(1, outcomes(START), START));
      const before = await writer.selectFrom("machine").selectAll().execute();
      const broken: JudgeContext = {
        ...context(START),
        newId: () => {
          throw new Error("no id");
        },
      };
      const arrival = whole(2, outcomes(START, { firewall: "off" }), START);
      await expect(acceptReports(writer, [arrival], broken)).rejects.toThrow("no id");
      expect(await writer.selectFrom("machine").selectAll().execute()).toEqual(before);
      expect(await writer.selectFrom("report").selectAll().execute()).toHaveLength(1);
    });
  });

  /** One step of a machine's life. */
  const step = fc.record({
    waitMs: fc.integer({ min: 0, max: 12 * DAY_MS }),
    act: fc.constantFrom("whole", "whole", "unchanged", "again", "silence", "batch"),
    definitionsAgeMs: fc.integer({ min: 0, max: 10 * DAY_MS }),
    passwordAgeMs: fc.integer({ min: 0, max: 120 * DAY_MS }),
    firewall: fc.constantFrom("on", "on", "off", "unknown"),
  });

  it("keeps flags as a plain recomputation of the latest facts gives them, whatever happens in whichever order", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        await withNewStore(binding, async ({ writer }) => {
          await saveMachines(writer, [machineRow("m")]);
          let now = START;
          let sequence = 0;
          let held: OutcomesByProbe | null = null;
          for (const each of steps) {
            const until: number = now + each.waitMs;
            // Time passes: whatever is due on the way flips at its own instant.
            for (;;) {
              const machine = await findMachine(writer, "m");
              const due: number | null = machine?.changes_at ?? null;
              if (due === null || due > until) break;
              expect(await machinesDue(writer, due, 10)).toEqual(["m"]);
              await judgeAgain(writer, ["m"], context(due));
            }
            now = until;
            const fresh = outcomes(now, {
              products: [clamav(now - each.definitionsAgeMs)],
              accounts: [account("anna", now - each.passwordAgeMs)],
              firewall: each.firewall,
            });
            if (each.act === "whole") {
              await accept(writer, now, whole(++sequence, fresh, now));
              held = fresh;
            } else if (each.act === "batch") {
              const first = whole(++sequence, outcomes(now, { firewall: "off" }), now);
              await accept(writer, now, first, whole(++sequence, fresh, now));
              held = fresh;
            } else if (each.act === "unchanged" && held) {
              await accept(writer, now, unchanged(++sequence, held, now));
            } else if (each.act === "again" && sequence > 0) {
              await accept(writer, now, whole(sequence, fresh, now));
            }
            if (!held) continue;
            const plain = evaluate(
              { platform: "linux", tags: [], outcomes: held, previous: new Map() },
              DEFAULT_POLICY,
              now,
            );
            const open = new Set((await findOpenFlags(writer, ["m"])).map((flag) => flag.rule));
            for (const verdict of plain.verdicts) {
              if (verdict.status === "fail") expect(open).toContain(verdict.rule);
              else if (verdict.status !== "unknown") expect(open).not.toContain(verdict.rule);
            }
            const row = await findMachine(writer, "m");
            expect(row?.status).toBe(plain.status);
            expect(row?.open_flags).toBe(open.size);
            expect(row?.last_sequence).toBe(sequence);
          }
          // A flag is opened at most once at a time, and ends after it began.
          const all = await listFlags(writer, { state: "all" }, { after: null, limit: 200 });
          for (const flag of all)
            expect(flag.resolved_at ?? Number.MAX_SAFE_INTEGER).toBeGreaterThanOrEqual(flag.opened_at);
        });
      }),
      { numRuns: 25 },
    );
  });
});
