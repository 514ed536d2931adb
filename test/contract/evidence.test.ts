import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import type { EvidencePack } from "@muster/shared/evidence.ts";
import { toInstant } from "@muster/shared/text.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { auditKey } from "../../packages/server/src/audit/audit-key.ts";
import { verifyChain } from "../../packages/server/src/audit/verify-chain.ts";
import { createForgetting } from "../../packages/server/src/clock/forget-old.ts";
import { EXAMPLE_POLICY_FILE } from "../../packages/server/src/config.ts";
import { makePack } from "../../packages/server/src/evidence/make-pack.ts";
import { makeSeal } from "../../packages/server/src/evidence/make-seal.ts";
import { verifyPack } from "../../packages/server/src/evidence/verify-pack.ts";
import { catchUp } from "../../packages/server/src/flags/judge-machines.ts";
import { acceptReports } from "../../packages/server/src/ingest/accept-reports.ts";
import { readPolicy } from "../../packages/server/src/policy/parse-policy.ts";
import { account, clamav, outcomes } from "../../packages/server/src/policy/test-situations.ts";
import { saveMachines } from "../../packages/server/src/store/machines.ts";
import type { Db, Store } from "../../packages/server/src/store/open-store.ts";
import { recordPolicy } from "../../packages/server/src/store/policies.ts";
import { machineRow } from "../../packages/server/src/store/test-rows.ts";
import { STORES, withNewStore } from "./stores.ts";

const DAY = 86_400_000;
const START = Date.UTC(2026, 8, 1);
const KEEPS = 400 * DAY;
const DOCUMENT = readFileSync(EXAMPLE_POLICY_FILE, "utf8");

/** A fleet that reports for some days; on the third its firewall goes off, on the fifth on again. */
async function live(store: Store, machines = 3, days = 8) {
  const key = auditKey(generateKeyPairSync("ed25519").privateKey);
  const { row } = (await recordPolicy(
    store.writer,
    { name: "Evidence", document: DOCUMENT, author: "anna", origin: "file", reason: "the first" },
    { now: START },
  )) ?? { row: undefined };
  const reading = readPolicy(DOCUMENT);
  if (!reading.ok || !row) throw new Error(JSON.stringify(reading));
  const policies = [{ version: row.version, policy: reading.policy, appliedAt: row.applied_at }];
  const ids = Array.from({ length: machines }, (_, index) => `machine-${index}`);
  await saveMachines(
    store.writer,
    ids.map((id) => machineRow(id, { enrolled_at: START + 1 })),
  );
  let flag = 0;
  for (let day = 0; day < days; day++) {
    const now = START + day * DAY + 9 * 3_600_000;
    const context = { policies, now, newId: () => `flag-${++flag}` };
    const arrivals = ids.map((machineId, index) => ({
      kind: "whole" as const,
      machineId,
      sentAt: now,
      receivedAt: now + index,
      report: {
        sequence: day + 1,
        collectedAt: toInstant(now),
        agentVersion: "1.0.0",
        outcomes: outcomes(now, {
          products: [clamav(START)],
          accounts: [account("anna", START)],
          firewall: day === 2 || day === 3 ? "off" : "on",
        }),
      },
    }));
    await acceptReports(store.writer, arrivals, context);
    await catchUp(store.writer, ids, context);
  }
  return { key, ids, end: START + days * DAY };
}

async function sealAll(store: Store, key: ReturnType<typeof auditKey>, now: number): Promise<number> {
  let seals = 0;
  while ((await makeSeal(store, { key, now })) !== null) seals++;
  return seals;
}

type Living = Awaited<ReturnType<typeof live>>;

function pack(db: Db, { key, end }: Living, at: number, more: object = { draw: { machines: 2, seed: "dice" } }) {
  const context = { reader: db, key, id: "pack", madeBy: "otto", server: "here", now: end + DAY, keeps: KEEPS };
  return makePack({ at: toInstant(at), ...more }, context);
}

const verify = (made: EvidencePack) => verifyPack(made, JSON.stringify(made.body));
const noonOf = (day: number) => START + day * DAY + 12 * 3_600_000;

describe.each(STORES)("evidence on %s", (binding) => {
  it("tells how machines stood on a past day, and is proved by itself", async () => {
    await withNewStore(binding, async (store) => {
      const lived = await live(store);
      expect(await sealAll(store, lived.key, lived.end + DAY)).toBe(8);
      const onDay = async (day: number) => {
        const made = await pack(store.reader, lived, noonOf(day));
        expect(verify(made)).toMatchObject({ faults: [], machines: 2 });
        const [machine] = made.body.machines;
        return machine?.verdicts.find(({ rule }) => rule === "firewall-enabled");
      };
      expect(await onDay(1)).toMatchObject({
        recorded: { status: "pass", seal: "sealed" },
        judgedAnew: { status: "pass" },
      });
      expect(await onDay(3)).toMatchObject({
        recorded: { status: "fail", seal: "sealed" },
        judgedAnew: { status: "fail" },
      });
      expect(await onDay(5)).toMatchObject({ recorded: { status: "pass" }, judgedAnew: { status: "pass" } });
    });
  });

  it("agrees with what was written down at any instant, also where time alone has changed a verdict", async () => {
    await withNewStore(binding, async (store) => {
      const lived = await live(store);
      await sealAll(store, lived.key, lived.end + DAY);
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: noonOf(0), max: lived.end - DAY / 2 }), async (at) => {
          const { body } = await pack(store.reader, lived, at);
          for (const { recorded, judgedAnew, rule } of body.machines.flatMap(({ verdicts }) => verdicts)) {
            if (judgedAnew !== null) expect([rule, recorded?.status]).toEqual([rule, judgedAnew.status]);
          }
        }),
        { numRuns: 40 },
      );
    });
  });

  it("says of what is not sealed yet that it is not", async () => {
    await withNewStore(binding, async (store) => {
      const lived = await live(store);
      const before = await pack(store.reader, lived, noonOf(7));
      expect(verify(before)).toMatchObject({ faults: [], sealed: 0 });
      expect(new Set(before.body.machines.flatMap(({ facts }) => facts.map(({ seal }) => seal)))).toEqual(
        new Set(["not-yet"]),
      );
    });
  });

  it("shows every change of a row that was sealed", async () => {
    await withNewStore(binding, async (store) => {
      const lived = await live(store);
      await sealAll(store, lived.key, lived.end + DAY);
      const { writer } = store;
      const changes: ((db: Db) => Promise<unknown>)[] = [
        (db) =>
          db
            .updateTable("fact_history")
            .set({ outcome: '{"kind":"failed"}' })
            .where("probe", "=", "firewall")
            .where("sequence", "=", 3)
            .execute(),
        (db) =>
          db
            .updateTable("fact_history")
            .set({ changed_at: START + 2 * DAY + 5 })
            .where("sequence", "=", 3)
            .execute(),
        (db) => db.deleteFrom("fact_history").where("sequence", "=", 3).execute(),
        (db) => db.updateTable("event").set({ at: START }).where("kind", "=", "verdict").execute(),
        (db) => db.deleteFrom("event").where("kind", "=", "status").execute(),
        (db) => db.updateTable("evidence_leaf").set({ facts: 0, events: 0 }).execute(),
        (db) => db.deleteFrom("evidence_leaf").where("machine_id", "=", "machine-0").execute(),
        (db) =>
          db
            .updateTable("evidence_seal")
            .set({ root: "0".repeat(64) })
            .execute(),
      ];
      for (const change of changes) {
        class Undo extends Error {}
        let states: string[] = [];
        let faults: string[] = [];
        const undone = writer.transaction().execute(async (trx) => {
          await change(trx);
          const made = await pack(trx, lived, noonOf(3), { machineIds: lived.ids });
          ({ faults } = verify(made));
          states = made.body.machines.flatMap(({ facts, verdicts, statusSince }) => [
            ...facts.map(({ seal }) => seal),
            ...verdicts.map(({ recorded }) => recorded?.seal ?? "gone"),
            statusSince?.seal ?? "gone",
          ]);
          throw new Undo();
        });
        await expect(undone).rejects.toBeInstanceOf(Undo);
        expect([change.toString(), faults.length > 0 || states.some((state) => state !== "sealed")]).toEqual([
          change.toString(),
          true,
        ]);
      }
      expect(verify(await pack(writer, lived, noonOf(3), { machineIds: lived.ids })).faults).toEqual([]);
    });
  });

  it("does not let a pack be changed: whatever is changed in it, something does not hold", async () => {
    await withNewStore(binding, async (store) => {
      const lived = await live(store);
      await sealAll(store, lived.key, lived.end + DAY);
      const made = await pack(store.reader, lived, noonOf(3));
      const other = auditKey(generateKeyPairSync("ed25519").privateKey);
      const text = JSON.stringify(made);
      const changes = [
        text.replace('"at":"2026-09-04', '"at":"2026-09-05'),
        text.replaceAll('"status":"fail"', '"status":"pass"'),
        text.replace('"on"', '"off"'),
        text.replaceAll("machine-0", "machine-9"),
        text.replace(made.publicKey, other.publicKey),
        text.replace('"document":"', '"document":"# '),
      ];
      for (const change of changes) {
        expect(change).not.toBe(text);
        expect(verify(JSON.parse(change) as EvidencePack).faults).not.toEqual([]);
      }
      expect(verify(JSON.parse(text) as EvidencePack).faults).toEqual([]);
    });
  });

  it("draws the same machines for the same words, and hardly ever the same for others", async () => {
    await withNewStore(binding, async (store) => {
      const lived = await live(store, 40, 1);
      const drawn = async (seed: string) =>
        (await pack(store.reader, lived, noonOf(0), { draw: { machines: 5, seed } })).body.machines.map(({ id }) => id);
      expect(await drawn("one")).toEqual(await drawn("one"));
      expect(await drawn("one")).not.toEqual(await drawn("two"));
    });
  });

  it("refuses what is to come, what is no longer kept, and machines that were not there", async () => {
    await withNewStore(binding, async (store) => {
      const lived = await live(store, 2, 1);
      for (const [at, more] of [
        [lived.end + 2 * DAY, {}],
        [lived.end - KEEPS, {}],
        [noonOf(0), { machineIds: ["machine-0", "stranger"] }],
        [START, { machineIds: ["machine-0"] }],
      ] as const) {
        await expect(pack(store.reader, lived, at, more)).rejects.toMatchObject({ code: "input_invalid" });
      }
    });
  });

  it("stands in the audit log, day by day", async () => {
    await withNewStore(binding, async (store) => {
      const lived = await live(store, 2, 2);
      await sealAll(store, lived.key, lived.end + DAY);
      const entries = await store.reader
        .selectFrom("audit_entry")
        .selectAll()
        .where("act", "=", "evidence.seal")
        .execute();
      const seals = await store.reader.selectFrom("evidence_seal").selectAll().orderBy("number").execute();
      expect(entries.map(({ details }) => (JSON.parse(details) as { root: string }).root)).toEqual(
        seals.map(({ root }) => root),
      );
      expect((await verifyChain(store.reader, lived.key)).fault).toBeNull();
    });
  });

  it("waits until a day has come to rest, and takes up every day that was missed", async () => {
    await withNewStore(binding, async (store) => {
      const { key } = await live(store, 1, 1);
      expect(await makeSeal(store, { key, now: START + DAY + 60_000 })).toBeNull();
      expect(await makeSeal(store, { key, now: START + DAY + 600_000 })).toMatchObject({ number: 1, leaves: 1 });
      expect(await sealAll(store, key, START + 5 * DAY + 600_000)).toBe(4);
      const { events } = await store.reader
        .selectFrom("evidence_leaf")
        .select((eb) => eb.fn.sum<number>("events").as("events"))
        .executeTakeFirstOrThrow();
      const { all } = await store.reader
        .selectFrom("event")
        .select((eb) => eb.fn.countAll<number>().as("all"))
        .executeTakeFirstOrThrow();
      expect(Number(events)).toBe(Number(all));
    });
  });

  it("keeps no more of what was sealed than the rows that it is about, and the seals for good", async () => {
    await withNewStore(binding, async (store) => {
      const lived = await live(store);
      await sealAll(store, lived.key, lived.end + DAY);
      const left = () => store.reader.selectFrom("evidence_leaf").select("seal").distinct().orderBy("seal").execute();
      const keep = { reports: DAY, history: 3 * DAY };
      await createForgetting(store.writer, keep)(lived.end + 1);
      expect((await left()).map(({ seal }) => seal)).toEqual([6, 7, 8]);
      expect(await store.reader.selectFrom("evidence_seal").select("number").execute()).toHaveLength(8);
      // What was there before is told, and it is said that it can no longer be proved.
      const made = await pack(store.reader, lived, lived.end - DAY);
      expect(verify(made).faults).toEqual([]);
      const states = made.body.machines.flatMap(({ facts }) => facts.map(({ seal }) => seal));
      expect(new Set(states).has("altered")).toBe(false);
    });
  });
});
