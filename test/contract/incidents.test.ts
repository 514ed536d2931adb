import { describe, expect, it } from "vitest";
import type { Audited } from "../../packages/server/src/audit/happening.ts";
import { createOperator } from "../../packages/server/src/auth/operators.ts";
import type { Finding } from "../../packages/server/src/incidents/finding.ts";
import { incidentDetailOnWire } from "../../packages/server/src/incidents/incident-on-wire.ts";
import { openByHand } from "../../packages/server/src/incidents/open-by-hand.ts";
import { watchIncidents } from "../../packages/server/src/incidents/watch-incidents.ts";
import { workOnIncident } from "../../packages/server/src/incidents/work-on-incident.ts";
import {
  countOpenIncidents,
  entriesOfIncident,
  listIncidents,
  stepsOfIncidents,
} from "../../packages/server/src/store/incidents.ts";
import { saveMachines } from "../../packages/server/src/store/machines.ts";
import type { Store } from "../../packages/server/src/store/open-store.ts";
import { machineRow } from "../../packages/server/src/store/test-rows.ts";
import { STORES, withNewStore } from "./stores.ts";

const NOW = Date.UTC(2026, 10, 24, 9);
let ids = 0;

function watcher(store: Store) {
  const at = { now: NOW, found: [] as Finding[], recorded: [] as Audited[] };
  const look = watchIncidents({
    store,
    alsoFound: () => at.found,
    record: async (audited) => void at.recorded.push(audited),
    dashboardUrl: "https://muster.example.com",
    now: () => at.now,
    newId: () => `incident-${++ids}`,
  });
  return { at, look };
}

const burst = (at: number, more = 1): Finding => ({
  kind: "sign-ins-refused",
  subject: "192.0.2.7",
  title: "Many refused sign-ins from 192.0.2.7",
  sentence: "20 within ten minutes.",
  severity: "high",
  about: { kind: "audit", id: "" },
  at,
  times: { more },
});

const all = (store: Store) => listIncidents(store.reader, { state: "all" }, { after: null, limit: 50 });
const act = { by: "anna", now: NOW };

describe.each(STORES)("incidents on %s", (kind) => {
  it("are one for each cause while it is open, and another one when it comes again after it was closed", async () => {
    await withNewStore(kind, async (store) => {
      const { at, look } = watcher(store);
      at.found = [burst(NOW)];
      expect(await look()).toBe(true);
      // The same sight again is nothing new; a later one is.
      expect(await look()).toBe(false);
      at.found = [burst(NOW + 1_000, 5)];
      await look();
      const [first] = await all(store);
      expect(first).toMatchObject({ number: 1, times: 6, severity: "high" });
      expect(at.recorded).toHaveLength(1);
      await workOnIncident(store.writer, first?.id ?? "", { kind: "close", note: "a forgotten script" }, act);
      await look();
      expect(await all(store)).toHaveLength(1);
      at.found = [burst(NOW + 60_000)];
      await look();
      expect((await all(store)).map(({ number, closed_at }) => [number, closed_at === null])).toEqual([
        [2, true],
        [1, false],
      ]);
      expect(await countOpenIncidents(store.reader)).toMatchObject({ open: 1 });
    });
  });

  it("are opened for an agent that was removed and for a key in two places, and told of with the machine", async () => {
    await withNewStore(kind, async (store) => {
      await saveMachines(store.writer, [
        machineRow("gone", { parting: "removed", parted_at: NOW - 1 }),
        machineRow("twin"),
      ]);
      await store.writer
        .insertInto("identity_conflict")
        .values({
          id: "c",
          kind: "two-alive",
          machine_id: "twin",
          other_id: null,
          sentence: "Two agents take turns.",
          first_seen_at: NOW - 1,
          last_seen_at: NOW - 1,
          times: 3,
          resolved_at: null,
          resolution: null,
          resolved_by: null,
        })
        .execute();
      const { look } = watcher(store);
      await look();
      await look();
      const rows = await all(store);
      expect(rows.map((row) => [row.kind, row.severity, row.times])).toEqual([
        ["cloned-identity", "high", 3],
        ["agent-removed", "medium", 1],
      ]);
    });
  });

  it("bound what a crowd can open", async () => {
    await withNewStore(kind, async (store) => {
      const { at, look } = watcher(store);
      at.found = Array.from({ length: 60 }, (_, index) => ({ ...burst(NOW), subject: `192.0.2.${index}` }));
      await look();
      expect((await all(store)).length).toBeLessThanOrEqual(21);
    });
  });

  it("are worked through step by step, each with who did it and what they noted, and taken up again when closed too soon", async () => {
    await withNewStore(kind, async (store) => {
      const { writer } = store;
      const newId = () => `operator-${++ids}`;
      await createOperator(writer, { name: "Anna", role: "responder" }, { by: "test", now: NOW, newId });
      await createOperator(writer, { name: "Vera", role: "viewer" }, { by: "test", now: NOW, newId });
      const wanted = { title: "A laptop was stolen", severity: "critical", sentence: "From a car." } as const;
      const { id } = await openByHand(writer, wanted, { by: "anna", now: NOW, id: "i", dashboardUrl: "https://x" });
      await workOnIncident(writer, id, { kind: "assign", to: "anna" }, act);
      await expect(workOnIncident(writer, id, { kind: "assign", to: "Vera" }, act)).rejects.toMatchObject({
        code: "operator_unknown",
      });
      await workOnIncident(writer, id, { kind: "step", step: "contain", note: "account locked" }, act);
      await workOnIncident(writer, id, { kind: "step", step: "assess", note: "disk was encrypted" }, act);
      await workOnIncident(writer, id, { kind: "undo-step", step: "assess", note: "" }, act);
      const row = await workOnIncident(writer, id, { kind: "close", note: "found again" }, act);
      await expect(workOnIncident(writer, id, { kind: "note", note: "too late" }, act)).rejects.toMatchObject({
        code: "incident_closed",
      });
      const detail = incidentDetailOnWire(
        row,
        await stepsOfIncidents(writer, [id]),
        await entriesOfIncident(writer, id, 50),
      );
      expect(detail).toMatchObject({ state: "closed", assignedTo: "Anna", stepsDone: 1, acknowledgedBy: "anna" });
      expect(detail.steps[0]).toMatchObject({ step: "contain", done: { by: "anna", note: "account locked" } });
      expect(detail.entries.map((entry) => entry.act)).toEqual([
        "close",
        "undo-step",
        "step",
        "step",
        "assign",
        "open",
      ]);
      await workOnIncident(writer, id, { kind: "reopen", note: "it was another one" }, act);
      expect(await countOpenIncidents(writer)).toMatchObject({ open: 1 });
    });
  });
});
