import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createForgetting } from "../../packages/server/src/clock/forget-old.ts";
import { saveFactHistory, saveReports } from "../../packages/server/src/store/facts.ts";
import { saveMachines } from "../../packages/server/src/store/machines.ts";
import type { Db } from "../../packages/server/src/store/open-store.ts";
import { machineRow } from "../../packages/server/src/store/test-rows.ts";
import { STORES, withNewStore } from "./stores.ts";

const NOW = 1_000_000;
const KEEP = { reports: 1_000, history: 10_000 };

/** What the history says that a machine's probe had said at an instant. */
async function factAt(db: Db, at: number): Promise<string | undefined> {
  const row = await db
    .selectFrom("fact_history")
    .select("outcome")
    .where("changed_at", "<=", at)
    .orderBy("changed_at", "desc")
    .orderBy("sequence", "desc")
    .executeTakeFirst();
  return row?.outcome;
}

function factRow(changedAt: number, index: number) {
  return {
    machine_id: "m",
    probe: "firewall",
    changed_at: changedAt,
    sequence: index,
    kind: "read",
    outcome: `"${changedAt}"`,
  };
}

describe.each(STORES)("what is too old on %s", (binding) => {
  it("is removed, and not a millisecond too early", async () => {
    await withNewStore(binding, async ({ writer }) => {
      await saveMachines(writer, [machineRow("m")]);
      const report = (sequence: number, received_at: number) => ({
        machine_id: "m",
        sequence,
        received_at,
        collected_at: received_at,
        digest: "",
        body: "{}",
      });
      await saveReports(writer, [report(1, NOW - 5_000), report(2, NOW - 1_001), report(3, NOW - 1_000)]);
      const event = (at: number) => ({ machine_id: "m", at, kind: "identity", body: "{}" });
      await writer
        .insertInto("event")
        .values([event(NOW - 10_001), event(NOW - 10_000), event(NOW)])
        .execute();
      expect(await createForgetting(writer, KEEP)(NOW)).toEqual({ reports: 2, facts: 0, events: 1, evidence: 0 });
      expect(await writer.selectFrom("report").select("sequence").execute()).toEqual([{ sequence: 3 }]);
      expect((await writer.selectFrom("event").select("at").orderBy("at").execute()).map((row) => row.at)).toEqual([
        NOW - 10_000,
        NOW,
      ]);
      expect(await createForgetting(writer, KEEP)(NOW)).toEqual({ reports: 0, facts: 0, events: 0, evidence: 0 });
    });
  });

  it("goes in many small transactions, all of it", async () => {
    await withNewStore(binding, async ({ writer }) => {
      await saveMachines(writer, [machineRow("m")]);
      const rows = Array.from({ length: 1_201 }, (_, index) => factRow(index + 1, index));
      await saveFactHistory(writer, rows);
      expect(await createForgetting(writer, KEEP)(NOW)).toMatchObject({ facts: 1_200 });
    });
  });

  it("is found however many facts share one instant, and when a later round makes them old enough", async () => {
    await withNewStore(binding, async ({ writer }) => {
      const ids = Array.from({ length: 450 }, (_, index) => `m${index}`);
      await saveMachines(
        writer,
        ids.map((id) => machineRow(id)),
      );
      const facts = (changedAt: number) => ids.map((id, index) => ({ ...factRow(changedAt, index), machine_id: id }));
      await saveFactHistory(writer, [...facts(10), ...facts(2_000), ...facts(3_000)]);
      const forget = createForgetting(writer, KEEP);
      expect(await forget(KEEP.history + 1_999)).toMatchObject({ facts: 0 });
      expect(await forget(KEEP.history + 2_000)).toMatchObject({ facts: 450 });
      expect(await forget(KEEP.history + 3_000)).toMatchObject({ facts: 450 });
    });
  });

  it("is never needed to tell how a machine was on a day that is kept", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: NOW - 30_000, max: NOW }), { maxLength: 30 }),
        async (changes) => {
          await withNewStore(binding, async ({ writer }) => {
            await saveMachines(writer, [machineRow("m")]);
            await saveFactHistory(writer, changes.map(factRow));
            const days = [NOW - KEEP.history, ...changes, NOW].filter((at) => at >= NOW - KEEP.history);
            const before = await Promise.all(days.map((at) => factAt(writer, at)));
            await createForgetting(writer, KEEP)(NOW);
            expect(await Promise.all(days.map((at) => factAt(writer, at)))).toEqual(before);
            const older = changes.filter((at) => at <= NOW - KEEP.history);
            const left = await writer.selectFrom("fact_history").select("changed_at").execute();
            expect(left.filter((row) => row.changed_at <= NOW - KEEP.history)).toHaveLength(Math.min(1, older.length));
          });
        },
      ),
      { numRuns: 15 },
    );
  });
});
