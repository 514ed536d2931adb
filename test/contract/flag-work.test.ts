import type { FlagAct } from "@muster/shared/flag-work.ts";
import { toInstant } from "@muster/shared/text.ts";
import { describe, expect, it } from "vitest";
import type { JudgeContext } from "../../packages/server/src/flags/judge-machines.ts";
import { workOnFlags } from "../../packages/server/src/flags/work-on-flags.ts";
import { acceptReports } from "../../packages/server/src/ingest/accept-reports.ts";
import { DEFAULT_POLICY, outcomes } from "../../packages/server/src/policy/test-situations.ts";
import { countWork } from "../../packages/server/src/store/flag-work.ts";
import { listFlags } from "../../packages/server/src/store/flags.ts";
import { saveMachines } from "../../packages/server/src/store/machines.ts";
import type { Db } from "../../packages/server/src/store/open-store.ts";
import { machineRow } from "../../packages/server/src/store/test-rows.ts";
import { STORES, withNewStore } from "./stores.ts";

const START = Date.UTC(2026, 10, 2, 9);
const HOUR = 3_600_000;

let ids = 0;
const judging = (now: number): JudgeContext => ({
  policies: [{ version: 1, policy: DEFAULT_POLICY, appliedAt: 0 }],
  now,
  newId: () => `id-${++ids}`,
});

async function report(db: Db, machineId: string, sequence: number, firewall: "on" | "off", now: number): Promise<void> {
  const given = { sequence, collectedAt: toInstant(now), agentVersion: "1", outcomes: outcomes(now, { firewall }) };
  const arrival = { kind: "whole", machineId, receivedAt: now, sentAt: now, report: given } as const;
  await acceptReports(db, [arrival], judging(now));
}

/** Two machines whose firewalls are off; resolves with their flags' ids. */
async function twoFlags(db: Db): Promise<[string, string]> {
  await saveMachines(db, [machineRow("a"), machineRow("b")]);
  await report(db, "a", 1, "off", START);
  await report(db, "b", 1, "off", START + 1);
  const rows = await list(db, START + 1);
  const [b, a] = rows.map((row) => row.id);
  return [a ?? "", b ?? ""];
}

const list = (db: Db, now: number, work?: string) =>
  listFlags(db, { state: "open", work }, { after: null, limit: 10, now });
const states = async (db: Db, now: number) =>
  Object.fromEntries((await countWork(db, now)).map((e) => [e.state, e.count]));
const act = (db: Db, flagIds: string[], given: FlagAct, now: number, by = "anna") =>
  workOnFlags(db, flagIds, given, { by, now });

describe.each(STORES)("work on flags, on %s", (binding) => {
  it("is new until somebody has seen it, and stays what it is through the machine's next reports", async () => {
    await withNewStore(binding, async ({ writer }) => {
      const [a, b] = await twoFlags(writer);
      expect(await states(writer, START)).toEqual({ new: 2 });
      expect(await act(writer, [a], { kind: "acknowledge" }, START + 5)).toMatchObject({ changed: 1, leftOut: [] });
      expect(await act(writer, [a], { kind: "assign", to: "ben" }, START + 6)).toMatchObject({ changed: 1 });
      await act(writer, [a, b], { kind: "note", text: "ticket 7" }, START + 7);
      await report(writer, "a", 2, "off", START + HOUR);
      expect(await states(writer, START + HOUR)).toEqual({ assigned: 1, new: 1 });
      const [row] = await list(writer, START + HOUR, "assigned");
      expect(row).toMatchObject({
        id: a,
        acknowledged_by: "anna",
        acknowledged_at: START + 5,
        assigned_to: "ben",
        note: "ticket 7",
      });
    });
  });

  it("comes back by itself at the very millisecond until which it was put aside", async () => {
    await withNewStore(binding, async ({ writer }) => {
      const [a] = await twoFlags(writer);
      const until = START + 4 * HOUR;
      await act(writer, [a], { kind: "snooze", until: toInstant(until) }, START + 5);
      expect(await states(writer, until - 1)).toEqual({ snoozed: 1, new: 1 });
      expect(await states(writer, until)).toEqual({ acknowledged: 1, new: 1 });
      await act(writer, [a], { kind: "renew" }, until + 1);
      expect(await states(writer, until + 1)).toEqual({ new: 2 });
    });
  });

  it("leaves what is resolved as it is, and refuses to put aside into the past or beyond a month", async () => {
    await withNewStore(binding, async ({ writer }) => {
      const [a, b] = await twoFlags(writer);
      await report(writer, "a", 2, "on", START + HOUR);
      const now = START + 2 * HOUR;
      expect(await act(writer, [a, b, "nobody's"], { kind: "acknowledge" }, now)).toMatchObject({
        changed: 1,
        leftOut: [a, "nobody's"],
        machineIds: ["b"],
      });
      for (const until of [now, now + 31 * 24 * HOUR]) {
        await expect(act(writer, [b], { kind: "snooze", until: toInstant(until) }, now)).rejects.toMatchObject({
          code: "input_invalid",
        });
      }
      // A flag that opens anew is a new one: what was done about the last says nothing about it.
      await act(writer, [b], { kind: "assign", to: "ben" }, now);
      await report(writer, "b", 2, "on", now + 1);
      await report(writer, "b", 3, "off", now + 24 * HOUR);
      expect(await states(writer, now + 24 * HOUR)).toEqual({ new: 1 });
    });
  });

  it("tells each machine's timeline who did what", async () => {
    await withNewStore(binding, async ({ writer }) => {
      const [a] = await twoFlags(writer);
      await act(writer, [a], { kind: "assign", to: "anna" }, START + 5);
      const rows = await writer.selectFrom("event").selectAll().where("kind", "=", "flag-worked").execute();
      expect(rows.map((row) => [row.machine_id, JSON.parse(row.body)])).toEqual([
        ["a", { kind: "flag-worked", rule: "firewall-enabled", flagId: a, sentence: "anna takes care of it." }],
      ]);
    });
  });
});
