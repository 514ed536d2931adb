import { randomUUID } from "node:crypto";
import type { FirewallFacts } from "@muster/shared/facts/firewall.ts";
import { toInstant } from "@muster/shared/text.ts";
import { describe, expect, it } from "vitest";
import { lookAtFirewalls } from "../../packages/server/src/reviews/look-at-firewalls.ts";
import { saveFactHistory, saveFacts } from "../../packages/server/src/store/facts.ts";
import { saveMachines } from "../../packages/server/src/store/machines.ts";
import type { Db } from "../../packages/server/src/store/open-store.ts";
import { machineRow } from "../../packages/server/src/store/test-rows.ts";
import { STORES, withNewStore } from "./stores.ts";

type Shape = { state?: "on" | "off"; fingerprint?: string; tool?: string };
let sequence = 0;

/** A machine's firewall is read anew at an instant; `null` when it could not be. */
async function read(db: Db, machine_id: string, changed_at: number, shape: Shape | null): Promise<void> {
  const observed = { observedAt: toInstant(changed_at), durationMs: 1 };
  const facts: FirewallFacts = {
    profiles: [{ name: "Public", state: shape?.state ?? "on", inbound: "block", isActive: true, detail: null }],
    tool: shape?.tool ?? "ufw",
    fingerprint: (shape?.fingerprint ?? "a").repeat(64),
    source: "test",
  };
  const outcome = shape
    ? JSON.stringify({ kind: "read", facts, ...observed })
    : JSON.stringify({ kind: "failed", reason: "no", ...observed });
  const row = { machine_id, probe: "firewall", kind: shape ? "read" : "failed", outcome, changed_at };
  await saveFacts(db, [row]);
  await saveFactHistory(db, [{ ...row, sequence: ++sequence }]);
}

async function fleet(db: Db, ...names: string[]): Promise<void> {
  await saveMachines(
    db,
    names.map((name) => machineRow(name, { enrolled_at: 1 })),
  );
}

describe.each(STORES)("a look at the firewalls on %s", (kind) => {
  it("groups machines by their configuration, and tells what changed since the last look, the weaker first", async () => {
    await withNewStore(kind, async ({ writer }) => {
      await fleet(writer, "a", "b", "c", "d", "e", "silent");
      for (const id of ["a", "b", "c", "d", "e"]) await read(writer, id, 10, {});
      expect(await lookAtFirewalls(writer, { since: 0, asOf: 20 })).toMatchObject({
        machines: 6,
        unread: 1,
        configurations: [{ machines: 5, isNew: false }],
        changesByKind: { appeared: 5 },
      });
      await read(writer, "b", 30, { state: "off" });
      await read(writer, "c", 31, { fingerprint: "b" });
      await read(writer, "d", 32, null);
      await read(writer, "e", 33, { tool: "nftables" });
      const look = await lookAtFirewalls(writer, { since: 20, asOf: 40 });
      expect(look.changes.map(({ machine, kind: how }) => [machine.id, how])).toEqual([
        ["b", "weaker"],
        ["d", "unread"],
        ["e", "other"],
        ["c", "rules"],
      ]);
      expect(look.configurations.map(({ machines, isNew }) => [machines, isNew])).toEqual([
        [2, false],
        [1, true],
        [1, true],
      ]);
      expect(look.unread).toBe(2);
    });
  });

  it("looks at exactly one stretch: what changed before or after it is another review's", async () => {
    await withNewStore(kind, async ({ writer }) => {
      await fleet(writer, "a");
      await read(writer, "a", 10, {});
      await read(writer, "a", 20, { state: "off" });
      await read(writer, "a", 30, {});
      const kinds = async (since: number, asOf: number) =>
        (await lookAtFirewalls(writer, { since, asOf })).changes.map(({ kind: how }) => how);
      expect(await kinds(0, 9)).toEqual([]);
      expect(await kinds(0, 10)).toEqual(["appeared"]);
      expect(await kinds(10, 20)).toEqual(["weaker"]);
      expect(await kinds(19, 20)).toEqual(["weaker"]);
      expect(await kinds(20, 29)).toEqual([]);
      expect(await kinds(20, 30)).toEqual(["stronger"]);
      // There and back again within one stretch is no change of what the last review had seen.
      expect(await kinds(10, 30)).toEqual([]);
    });
  });

  it("goes through a fleet of many pages", async () => {
    await withNewStore(kind, async ({ writer }) => {
      const names = Array.from({ length: 1_101 }, () => randomUUID());
      await fleet(writer, ...names);
      expect((await lookAtFirewalls(writer, { since: 0, asOf: 5 })).machines).toBe(1_101);
    });
  });
});
