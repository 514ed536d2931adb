import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { auditKey } from "../../packages/server/src/audit/audit-key.ts";
import { createAuditLog } from "../../packages/server/src/audit/audit-log.ts";
import { FIRST_HASH, hashOfEntry } from "../../packages/server/src/audit/chain.ts";
import type { Audited } from "../../packages/server/src/audit/happening.ts";
import { sealHead, signEmptyHead } from "../../packages/server/src/audit/seal-head.ts";
import { verifyChain } from "../../packages/server/src/audit/verify-chain.ts";
import { listAuditEntries } from "../../packages/server/src/store/audit-log.ts";
import type { AuditEntryRow } from "../../packages/server/src/store/audit-tables.ts";
import type { Db } from "../../packages/server/src/store/open-store.ts";
import { STORES, withNewStore } from "./stores.ts";

const START = Date.UTC(2026, 10, 2, 9);
const DAY = 86_400_000;
const newKey = () => auditKey(generateKeyPairSync("ed25519").privateKey);

const did = (subject: string): Audited => ({
  act: "machines.tag",
  outcome: "done",
  via: "http",
  who: { id: "id-anna", name: "anna", role: "admin" },
  address: "192.0.2.7",
  code: undefined,
  subject,
  details: { before: ["a"], after: ["b"] },
});

/** Twelve entries over three days, each day sealed. */
async function writeLog(db: Db, key = newKey()) {
  let now = START;
  await signEmptyHead(db, key);
  const log = createAuditLog({ writer: db, key, now: () => now });
  for (let day = 0; day < 3; day++) {
    for (let each = 0; each < 3; each++) await log.record(did(`machine ${day}-${each}`));
    await sealHead(db, { key, now });
    now += DAY;
  }
  return { key, log };
}

const all = (db: Db) => db.selectFrom("audit_entry").selectAll().orderBy("number").execute();

class Undo extends Error {}

/** Does something to the log, says what the verification finds, and takes it back. */
async function foundAfter(db: Db, key: ReturnType<typeof newKey>, tamper: (trx: Db) => Promise<void>) {
  let found: Awaited<ReturnType<typeof verifyChain>>["fault"] | undefined;
  const undone = db.transaction().execute(async (trx) => {
    await tamper(trx);
    found = (await verifyChain(trx, key)).fault;
    throw new Undo();
  });
  await expect(undone).rejects.toBeInstanceOf(Undo);
  return found;
}

async function replaceAll(trx: Db, rows: readonly AuditEntryRow[]): Promise<void> {
  await trx.deleteFrom("audit_entry").execute();
  for (const row of rows) await trx.insertInto("audit_entry").values(row).execute();
}

const COLUMNS = [
  "at",
  "who",
  "who_id",
  "role",
  "via",
  "address",
  "act",
  "outcome",
  "code",
  "subject",
  "times",
] as const;
const tampering = fc.oneof(
  fc.record({
    kind: fc.constant("change" as const),
    place: fc.nat(11),
    column: fc.constantFrom(...COLUMNS, "details" as const, "hash" as const),
    // Numbers, and texts that could be taken for the quotes and commas between fields.
    to: fc.oneof(fc.string(), fc.constantFrom('","', "null", "")),
    number: fc.nat(),
  }),
  fc.record({ kind: fc.constant("delete" as const), from: fc.nat(11), count: fc.integer({ min: 1, max: 12 }) }),
  fc.record({ kind: fc.constant("swap" as const), one: fc.nat(11), other: fc.nat(11), isRenumbered: fc.boolean() }),
  fc.record({ kind: fc.constant("cut" as const), left: fc.nat(11), isHeadMoved: fc.boolean() }),
  fc.record({
    kind: fc.constant("insert" as const),
    number: fc.integer({ min: -3, max: 20 }),
    isHeadMoved: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("rewrite" as const), place: fc.nat(11) }),
);
type Tampering = typeof tampering extends fc.Arbitrary<infer T> ? T : never;

/** Numbers and chains the rows anew, as somebody would who has the program and not the key. */
function chained(rows: readonly AuditEntryRow[]): AuditEntryRow[] {
  let previous = FIRST_HASH;
  return rows.map((row, index) => {
    const entry = { ...row, number: index + 1 };
    previous = hashOfEntry(previous, entry);
    return { ...entry, hash: previous };
  });
}

/** The rows after the tampering, and whether the head is moved to the last of them. */
function tampered(rows: readonly AuditEntryRow[], how: Tampering): { rows: AuditEntryRow[]; isHeadMoved: boolean } {
  switch (how.kind) {
    case "change": {
      const isNumber = how.column === "at" || how.column === "times";
      const change = { [how.column]: isNumber ? how.number : how.to };
      return {
        rows: rows.map((row, index) => (index === how.place ? { ...row, ...change } : row)),
        isHeadMoved: false,
      };
    }
    case "delete":
      return { rows: rows.filter((_, index) => index < how.from || index >= how.from + how.count), isHeadMoved: false };
    case "swap": {
      const swapped = rows.map((row, index) => {
        const taken = rows[index === how.one ? how.other : index === how.other ? how.one : index] ?? row;
        return { ...taken, number: row.number };
      });
      return { rows: how.isRenumbered ? chained(swapped) : swapped, isHeadMoved: how.isRenumbered };
    }
    case "cut":
      return { rows: rows.slice(0, how.left), isHeadMoved: how.isHeadMoved };
    case "insert": {
      const [first] = rows;
      const forged = first && !rows.some((row) => row.number === how.number) ? [{ ...first, number: how.number }] : [];
      return { rows: [...rows, ...forged], isHeadMoved: how.isHeadMoved };
    }
    case "rewrite":
      return {
        rows: chained(rows.map((row, index) => (index === how.place ? { ...row, who: "nobody" } : row))),
        isHeadMoved: true,
      };
  }
}

describe.each(STORES)("the audit log, on %s", (binding) => {
  it("is whole as it was written, with a seal for each day, and holds the head that was noted on the way", async () => {
    await withNewStore(binding, async ({ writer, reader }) => {
      const { key } = await writeLog(writer);
      const rows = await all(writer);
      expect(rows.map((row) => row.act).filter((act) => act === "audit.seal")).toHaveLength(3);
      const verdict = await verifyChain(reader, key);
      expect(verdict).toMatchObject({ entries: 12, seals: 3, fault: null, head: { number: 12, hash: rows[11]?.hash } });
      const noted = { number: 5, hash: rows[4]?.hash ?? "" };
      expect((await verifyChain(reader, key, noted)).fault).toBeNull();
      expect((await verifyChain(reader, key, { ...noted, number: 6 })).fault).toMatchObject({
        kind: "expected",
        number: 6,
      });
      expect((await verifyChain(reader, key, { ...noted, number: 99 })).fault).toMatchObject({ number: 99 });
      expect((await verifyChain(reader, newKey())).fault).toMatchObject({ kind: "seal" });
    });
  });

  it("every change, deletion, reordering, insertion and cut of entries is found", async () => {
    await withNewStore(binding, async ({ writer }) => {
      const { key } = await writeLog(writer);
      const rows = await all(writer);
      await fc.assert(
        fc.asyncProperty(tampering, async (how) => {
          const after = tampered(rows, how);
          // What changes nothing at all cannot be found.
          fc.pre(JSON.stringify(after.rows) !== JSON.stringify(rows));
          const fault = await foundAfter(writer, key, async (trx) => {
            await replaceAll(trx, after.rows);
            const last = after.rows.at(-1);
            const head = { number: last?.number ?? 0, hash: last?.hash ?? FIRST_HASH };
            if (after.isHeadMoved) await trx.updateTable("audit_head").set(head).execute();
          });
          expect(fault).not.toBeNull();
        }),
        { numRuns: 250 },
      );
      expect((await verifyChain(writer, key)).fault).toBeNull();
    });
  });

  it("a change of any field at all is found", async () => {
    await withNewStore(binding, async ({ writer }) => {
      const { key } = await writeLog(writer);
      for (const column of [...COLUMNS, "details", "hash"] as const) {
        const change = { [column]: column === "at" || column === "times" ? 77 : "changed" };
        const fault = await foundAfter(writer, key, async (trx) => {
          await trx.updateTable("audit_entry").set(change).where("number", "=", 6).execute();
        });
        expect([column, fault?.kind, fault?.number]).toEqual([column, "changed", 6]);
      }
    });
  });

  it("the first broken entry is named", async () => {
    await withNewStore(binding, async ({ writer }) => {
      const { key } = await writeLog(writer);
      const at = (tamper: (trx: Db) => Promise<unknown>) =>
        foundAfter(writer, key, async (trx) => {
          await tamper(trx);
        });
      const entry = (number: number) => (trx: Db) =>
        trx.deleteFrom("audit_entry").where("number", "=", number).execute();
      expect(await at(entry(7))).toMatchObject({ kind: "missing", number: 7 });
      expect(await at(entry(12))).toMatchObject({ kind: "cut", number: 12 });
      expect(
        await at((trx) => trx.updateTable("audit_entry").set({ who: "bob" }).where("number", "=", 3).execute()),
      ).toMatchObject({ kind: "changed", number: 3 });
      expect(await at((trx) => trx.deleteFrom("audit_head").execute())).toMatchObject({ kind: "surplus" });
      expect(await at((trx) => trx.deleteFrom("audit_seal").where("day", "=", "2026-11-03").execute())).toMatchObject({
        kind: "seal",
        number: 8,
      });
      expect(await at((trx) => trx.updateTable("audit_seal").set({ number: 2 }).execute())).toMatchObject({
        kind: "seal",
      });
    });
  });

  it("emptying a log, head and seals and all, is found", async () => {
    await withNewStore(binding, async ({ writer }) => {
      const { key } = await writeLog(writer);
      const fault = await foundAfter(writer, key, async (trx) => {
        await trx.deleteFrom("audit_entry").execute();
        await trx.deleteFrom("audit_seal").execute();
        await trx.updateTable("audit_head").set({ number: 0, hash: FIRST_HASH }).execute();
      });
      expect(fault).toMatchObject({ kind: "head" });
    });
  });

  it("many writers at once make one chain, and what is rolled back leaves no gap", async () => {
    await withNewStore(binding, async ({ writer }) => {
      const { key, log } = await writeLog(writer);
      const lost = writer.transaction().execute(async (trx) => {
        await log.record(did("never"), trx);
        throw new Undo();
      });
      const others = Array.from({ length: 20 }, (_, index) => log.record(did(`at once ${index}`)));
      await expect(lost).rejects.toBeInstanceOf(Undo);
      await Promise.all(others);
      expect(await verifyChain(writer, key)).toMatchObject({ entries: 32, fault: null });
      expect((await all(writer)).some((row) => row.subject === "never")).toBe(false);
    });
  });

  it("ten thousand refusals from one address are two entries, and from many a bounded number", async () => {
    await withNewStore(binding, async ({ writer }) => {
      let now = START;
      const log = createAuditLog({ writer, key: newKey(), now: () => now });
      const refused = (address: string): Audited => ({
        act: "session.open",
        outcome: "refused",
        via: "http",
        who: null,
        address,
        code: "sign_in_link_invalid",
      });
      for (let time = 0; time < 10_000; time++) await log.record(refused("192.0.2.66"));
      expect(await all(writer)).toHaveLength(1);
      now += 10 * 60_000;
      await log.flush();
      expect((await all(writer)).map((row) => row.times)).toEqual([1, 9_999]);
      for (let each = 0; each < 5_000; each++) await log.record(refused(`2001:db8:${each.toString(16)}::1`));
      for (let each = 0; each < 5_000; each++) await log.record(refused(`2001:db8:0:0:${each.toString(16)}::1`));
      await log.flush(true);
      const rows = await all(writer);
      expect(rows.length).toBeLessThan(110);
      expect(rows.reduce((sum, row) => sum + row.times, 0)).toBe(20_000);
    });
  });

  it("is narrowed by who, what and when, the newest first and in pages", async () => {
    await withNewStore(binding, async ({ writer }) => {
      await writeLog(writer);
      const list = (filter: Parameters<typeof listAuditEntries>[1], before: number | null = null) =>
        listAuditEntries(writer, filter, { before, limit: 4 }).then((rows) => rows.map((row) => row.number));
      expect(await list({})).toEqual([12, 11, 10, 9]);
      expect(await list({}, 9)).toEqual([8, 7, 6, 5]);
      expect(await list({ act: "audit.seal" })).toEqual([12, 8, 4]);
      expect(await list({ who: "anna", since: START + DAY, until: START + 2 * DAY })).toEqual([7, 6, 5]);
      expect(await list({ who: "Anna' or 1=1 --" })).toEqual([]);
    });
  });
});
