import { randomUUID } from "node:crypto";
import { AlertChannelDraft } from "@muster/shared/alert.ts";
import type { IncidentAct } from "@muster/shared/incident.ts";
import { describe, expect, it } from "vitest";
import { auditFinding } from "../../packages/server/src/incidents/audit-finding.ts";
import type { Finding } from "../../packages/server/src/incidents/finding.ts";
import { openByHand } from "../../packages/server/src/incidents/open-by-hand.ts";
import { watchIncidents } from "../../packages/server/src/incidents/watch-incidents.ts";
import { workOnIncident } from "../../packages/server/src/incidents/work-on-incident.ts";
import { listAlertMessages } from "../../packages/server/src/store/alert-messages.ts";
import { noteConflict } from "../../packages/server/src/store/conflicts.ts";
import { countOpenIncidents, entriesOfIncident, listIncidents } from "../../packages/server/src/store/incidents.ts";
import { saveMachines } from "../../packages/server/src/store/machines.ts";
import type { Store } from "../../packages/server/src/store/open-store.ts";
import { addOperator } from "../../packages/server/src/store/operators.ts";
import { machineRow } from "../../packages/server/src/store/test-rows.ts";
import { STORES, withNewStore } from "./stores.ts";

const START = Date.UTC(2026, 10, 24, 9);
const MINUTE = 60_000;

function watchAt(store: Store) {
  const clock = { now: START };
  const also: Finding[] = [];
  const look = watchIncidents({
    store,
    alsoFound: () => also,
    record: async () => {},
    dashboardUrl: "https://muster.example.com",
    now: () => clock.now,
    newId: randomUUID,
  });
  const work = (id: string, act: IncidentAct) => workOnIncident(store.writer, id, act, { by: "anna", now: clock.now });
  const open = () => listIncidents(store.reader, { state: "open" }, { after: null, limit: 100 });
  return { clock, also, look, work, open };
}

function finding(more: Partial<Finding> = {}): Finding {
  const about = { kind: "audit", id: "" } as const;
  const said = { title: "Many sign-ins were refused", sentence: "25 sign-ins were refused.", about };
  return { kind: "sign-ins-refused", subject: "", ...said, severity: "high", at: START, times: { more: 25 }, ...more };
}

describe.each(STORES)("what incidents come from and lead to, on %s", (kind) => {
  it("are opened anew after their end only by what is seen after it", async () => {
    await withNewStore(kind, async (store) => {
      const { also, look, open, work, clock } = watchAt(store);
      also.push(finding());
      await look();
      const [first] = await open();
      await work(first?.id ?? "", { kind: "close", note: "A forgotten script; stopped." });
      expect(await look()).toBe(false);
      expect(await open()).toEqual([]);
      clock.now += MINUTE;
      also.splice(0, 1, finding({ at: clock.now }));
      await look();
      expect(await open()).toMatchObject([{ number: 2 }]);
      await expect(work(first?.id ?? "", { kind: "reopen", note: "again" })).rejects.toMatchObject({
        code: "incident_open",
      });
    });
  });

  it("come from cloned identities, removed agents and far-reaching roles", async () => {
    await withNewStore(kind, async (store) => {
      const { look, open } = watchAt(store);
      const removed = { parting: "removed", parted_at: START };
      await saveMachines(store.writer, [
        { ...machineRow("twin"), name: "FIN-07" },
        { ...machineRow("gone"), name: "HR-02", ...removed },
        { ...machineRow("off"), name: "HR-03", parting: "shut-down", parted_at: START },
        { ...machineRow("retired"), name: "HR-04", ...removed, retired_at: START },
      ]);
      const doubt = { machine_id: "twin", other_id: null, sentence: "Two agents take turns." };
      const context = { now: START, newId: randomUUID };
      await noteConflict(store.writer, { ...doubt, kind: "two-alive" }, context);
      await noteConflict(store.writer, { ...doubt, kind: "same-hardware" }, context);
      const entry = {
        at: START,
        who: "otto",
        who_id: "1",
        role: "owner",
        via: "http",
        address: null,
        code: null,
        times: 1,
      };
      const acts = [
        { act: "operators.add", subject: "anna", details: { asked: { name: "anna", role: "admin" } } },
        { act: "operators.add", subject: "vera", details: { asked: { name: "vera", role: "viewer" } } },
        { act: "operators.change", subject: "olaf", details: { before: { role: "owner" }, after: { role: "admin" } } },
        { act: "operators.change", subject: "rita", details: { before: { role: "viewer" }, after: { role: "owner" } } },
      ];
      for (const [index, { details, ...each }] of acts.entries()) {
        const row = {
          ...entry,
          ...each,
          details: JSON.stringify(details),
          number: index + 1,
          outcome: "done",
          hash: "",
        };
        await store.writer.insertInto("audit_entry").values(row).execute();
      }
      await look();
      expect((await open()).map((row) => [row.kind, row.severity, row.title]).toSorted()).toEqual([
        ["agent-removed", "medium", "The agent was removed from HR-02"],
        ["cloned-identity", "high", "The identity of FIN-07 may have been cloned"],
        ["powers-given", "medium", "anna was made admin"],
        ["powers-given", "medium", "rita was made owner"],
      ]);
      expect(await look()).toBe(false);
    });
  });

  it("are told once to the channels that hear of their severity, and not by mail when mail is what fails", async () => {
    await withNewStore(kind, async (store) => {
      const { also, look } = watchAt(store);
      for (const [id, kindOf, severity] of [
        ["chat", "slack", "high"],
        ["mail", "mail", "low"],
        ["deaf", "ntfy", "critical"],
      ] as const) {
        const { minSeverity } = AlertChannelDraft.parse({ name: id, minSeverity: severity });
        const channel = { id, name: id, kind: kindOf, target: "", address: "", min_severity: minSeverity };
        const rest = {
          is_escalation: 0,
          quiet_hours: null,
          is_active: 1,
          created_at: 1,
          updated_at: 1,
          removed_at: null,
        };
        await store.writer
          .insertInto("alert_channel")
          .values({ ...channel, ...rest })
          .execute();
      }
      also.push(finding(), finding({ kind: "digest-lost", subject: "d1", title: "Digest no. 4 was not delivered" }));
      await look();
      await look();
      const messages = await listAlertMessages(store.writer, 50);
      expect(messages.map((each) => [each.channel_id, each.title]).toSorted()).toEqual([
        ["chat", "Incident 1: Many sign-ins were refused"],
        ["chat", "Incident 2: Digest no. 4 was not delivered"],
        ["mail", "Incident 1: Many sign-ins were refused"],
      ]);
    });
  });

  it("are acknowledged, given, worked through, closed with a note and opened again, each with who and when", async () => {
    await withNewStore(kind, async (store) => {
      const { work, clock } = watchAt(store);
      const wanted = { title: "A laptop was stolen", severity: "critical", sentence: "" } as const;
      const { id } = await openByHand(store.writer, wanted, { by: "bert", now: START, id: "i1", dashboardUrl: "" });
      const operator = { name_key: "rita", created_at: 1, created_by: "x", disabled_at: null, last_sign_in_at: null };
      await addOperator(store.writer, { id: "o1", name: "Rita", role: "responder", ...operator });
      await addOperator(store.writer, { ...operator, id: "o2", name: "Vera", name_key: "vera", role: "viewer" });
      clock.now += MINUTE;
      await expect(work(id, { kind: "assign", to: "Vera" })).rejects.toMatchObject({ code: "operator_unknown" });
      expect(await work(id, { kind: "assign", to: "rita" })).toMatchObject({
        assigned_to: "Rita",
        acknowledged_by: "anna",
        acknowledged_at: START + MINUTE,
      });
      await work(id, { kind: "step", step: "contain", note: "locked" });
      expect(await work(id, { kind: "close", note: "found" })).toMatchObject({ closed_by: "anna", open_key: null });
      await expect(work(id, { kind: "note", note: "late" })).rejects.toMatchObject({ code: "incident_closed" });
      expect(await countOpenIncidents(store.reader)).toEqual({ open: 0, changedAt: START + MINUTE });
      expect(await work(id, { kind: "reopen", note: "not ours" })).toMatchObject({ closed_at: null, list_rank: 0 });
      const entries = await entriesOfIncident(store.reader, id, 10);
      expect(entries.map((each) => [each.number, each.act, each.detail, each.by])).toEqual([
        [5, "reopen", null, "anna"],
        [4, "close", null, "anna"],
        [3, "step", "contain", "anna"],
        [2, "assign", "Rita", "anna"],
        [1, "open", null, "bert"],
      ]);
    });
  });

  it("are listed with what is open first, the worst at the top, and page without a gap", async () => {
    await withNewStore(kind, async (store) => {
      const { also, look, work, open } = watchAt(store);
      const severities = ["low", "critical", "medium", "high", "low"] as const;
      for (const [index, severity] of severities.entries())
        also.push(finding({ kind: "agent-removed", subject: `m${index}`, severity }));
      await look();
      const worst = (await open())[0];
      await work(worst?.id ?? "", { kind: "close", note: "done" });
      const numbers: number[] = [];
      let after: { rank: number; number: number } | null = null;
      for (;;) {
        const [row] = await listIncidents(store.reader, { state: "all" }, { after, limit: 1 });
        if (!row) break;
        numbers.push(row.number);
        after = { rank: row.list_rank, number: row.number };
      }
      expect(numbers).toEqual([4, 3, 5, 1, 2]);
    });
  });

  it("come from an audit log that other hands have changed", () => {
    const whole = { entries: 4, head: { number: 4, hash: "" }, seals: 0, fault: null };
    expect(auditFinding(whole, START)).toBeNull();
    const fault = { kind: "changed", number: 3, sentence: "Entry 3 is not what was written." } as const;
    expect(auditFinding({ ...whole, fault }, START)).toMatchObject({ kind: "audit-broken", severity: "critical" });
  });
});
