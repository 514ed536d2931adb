import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { enrolMachine, offerEnrolmentLink } from "../../packages/server/src/auth/enrolment.ts";
import { createOperator } from "../../packages/server/src/auth/operators.ts";
import { hashToken } from "../../packages/server/src/auth/secrets.ts";
import { createSessions } from "../../packages/server/src/auth/sessions.ts";
import { newSignInToken } from "../../packages/server/src/auth/sign-in-links.ts";
import { mailRow } from "../../packages/server/src/mail/stored-mail.ts";
import { addDigest, listDigests } from "../../packages/server/src/store/digests.ts";
import { listMachines, machinesDue, nextChangeAt, saveMachines } from "../../packages/server/src/store/machines.ts";
import { openStore } from "../../packages/server/src/store/open-store.ts";
import { recordPolicy } from "../../packages/server/src/store/policies.ts";
import { machineRow } from "../../packages/server/src/store/test-rows.ts";
import { useSignInLink } from "../../packages/server/src/store/tokens.ts";
import { STORES, withNewStore } from "./stores.ts";

describe.each(STORES)("the store on %s", (binding) => {
  it("uses the binding that it was asked for, and keeps what was written before a close", async () => {
    await withNewStore(binding, async (store, place) => {
      expect(store.binding).toBe(binding);
      await saveMachines(store.writer, [machineRow("a")]);
      const again = await openStore(place);
      expect((await listMachines(again.reader, {}, { after: null, limit: 10 })).map((row) => row.id)).toEqual(["a"]);
      await again.close();
    });
  });

  it("is durable, checked and concurrent: waits for the disk, foreign keys, a reader that cannot write", async () => {
    await withNewStore(binding, async ({ writer, reader }) => {
      const setting = async (name: string) => {
        const ask = sql.raw<Record<string, unknown>>(`${binding === "postgres" ? "show" : "pragma"} ${name}`);
        return Object.values((await ask.execute(writer)).rows[0] ?? {})[0];
      };
      if (binding === "postgres") expect(await setting("synchronous_commit")).toBe("on");
      else {
        expect(await setting("journal_mode")).toBe("wal");
        expect(await setting("synchronous")).toBe(2);
        expect(await setting("foreign_keys")).toBe(1);
      }
      await expect(saveMachines(reader, [machineRow("a")])).rejects.toThrow(/readonly|read-only/i);
      const orphan = { machine_id: "nobody", probe: "firewall", kind: "read", outcome: "{}", changed_at: 1 };
      await expect(writer.insertInto("fact").values(orphan).execute()).rejects.toThrow(/foreign key/i);
    });
  });

  it("keeps a statement outside a transaction out of it, even when both run at once", async () => {
    await withNewStore(binding, async ({ writer }) => {
      const failing = writer.transaction().execute(async (trx) => {
        await saveMachines(trx, [machineRow("inside")]);
        await new Promise((resolve) => setImmediate(resolve));
        throw new Error("rolled back");
      });
      const outside = saveMachines(writer, [machineRow("outside")]);
      await expect(failing).rejects.toThrow("rolled back");
      await outside;
      const rows = await listMachines(writer, {}, { after: null, limit: 10 });
      expect(rows.map((row) => row.id)).toEqual(["outside"]);
    });
  });

  it("refuses a store that a newer version wrote, and leaves it as it is", async () => {
    await withNewStore(binding, async ({ writer }, place) => {
      await writer
        .withTables<{ kysely_migration: { name: string; timestamp: string } }>()
        .insertInto("kysely_migration")
        .values({ name: "9999-from-the-future", timestamp: "2030-01-01" })
        .execute();
      await expect(openStore(place)).rejects.toMatchObject({ code: "store_newer" });
    });
  });

  it("lists machines worst first, then by name, page by page, without loss or repetition", async () => {
    await withNewStore(binding, async ({ writer }) => {
      const rows = Array.from({ length: 23 }, (_, index) =>
        machineRow(`m${index}`, { name: `PC ${index % 7}`, name_key: `pc ${index % 7}`, status_rank: index % 3 }),
      );
      await saveMachines(writer, rows);
      const seen: string[] = [];
      let after: { rank: number; nameKey: string; id: string } | null = null;
      for (;;) {
        const page = await listMachines(writer, {}, { after, limit: 5 });
        seen.push(...page.map((row) => row.id));
        const last = page.at(-1);
        if (!last) break;
        after = { rank: last.status_rank, nameKey: last.name_key, id: last.id };
      }
      const key = (id: string) => {
        const row = rows.find((each) => each.id === id);
        return `${row?.status_rank} ${row?.name_key} ${id}`;
      };
      expect(seen).toEqual(rows.map((row) => row.id).toSorted((a, b) => (key(a) < key(b) ? -1 : 1)));
    });
  });

  it("searches names as text: wild cards mean themselves", async () => {
    await withNewStore(binding, async ({ writer }) => {
      const named = (id: string, name: string) => machineRow(id, { name, name_key: name.toLowerCase() });
      await saveMachines(writer, [named("a", "ANNA-LT"), named("b", "100%_sure"), named("c", "1000 sure")]);
      const find = async (search: string) =>
        (await listMachines(writer, { search }, { after: null, limit: 10 })).map((row) => row.id);
      expect(await find("anna")).toEqual(["a"]);
      expect(await find("%_")).toEqual(["b"]);
      expect(await find("'; drop table machine; --")).toEqual([]);
    });
  });

  it("finds by its index who is due, and when the next one is", async () => {
    await withNewStore(binding, async ({ writer }) => {
      expect(await nextChangeAt(writer)).toBeNull();
      await saveMachines(writer, [
        machineRow("late", { changes_at: 50 }),
        machineRow("due", { changes_at: 100 }),
        machineRow("soon", { changes_at: 101 }),
        machineRow("never", { changes_at: null }),
      ]);
      expect(await machinesDue(writer, 100, 10)).toEqual(["late", "due"]);
      expect(await nextChangeAt(writer)).toBe(50);
      // So few rows PostgreSQL would read without any index.
      if (binding === "postgres") return;
      const plan = await sql<{ detail: string }>`explain query plan
        select id from machine where changes_at <= 100 order by changes_at limit 10`.execute(writer);
      expect(plan.rows.map((row) => row.detail).join()).toContain("machine_changes_at");
    });
  });

  it("numbers policies, and the same text again makes no new version", async () => {
    await withNewStore(binding, async ({ writer }) => {
      const entry = { name: "Ours", author: "anna", origin: "command", reason: "a test" };
      const record = (document: string) => recordPolicy(writer, { ...entry, document }, { now: 1 });
      expect((await record("a"))?.row.version).toBe(1);
      expect(await record("a")).toMatchObject({ isNew: false, row: { version: 1 } });
      expect((await record("b"))?.row.version).toBe(2);
      // Made from a version that is no more in force: nothing is recorded.
      expect(await recordPolicy(writer, { ...entry, document: "c" }, { now: 1, basedOn: 1 })).toBeNull();
    });
  });

  it("keeps one digest a night and list with its mail, however many ask at once", async () => {
    await withNewStore(binding, async ({ writer }) => {
      const night = (number: number) => ({
        id: `d${number}`,
        list_id: "first",
        night: "2026-11-23",
        number,
        time_zone: "UTC",
        is_late: 0,
        composed_at: 1,
        totals: "{}",
        mail_id: `d${number}`,
      });
      const mail = (number: number) =>
        mailRow(
          {
            id: `d${number}`,
            kind: "digest",
            recipients: ["it@example.com"],
            language: "en",
            subject: "s",
            html: "h",
            text: "t",
            csv: null,
            messageId: `<m${number}@x.internal>`,
            now: 1,
          },
          null,
        );
      const added = await Promise.all([1, 2, 3].map((number) => addDigest(writer, night(number), mail(number))));
      expect(added.filter(Boolean)).toHaveLength(1);
      expect(await listDigests(writer, {}, { before: null, limit: 10 })).toHaveLength(1);
    });
  });
});

describe.each(STORES)("enrolment and sessions on %s", (binding) => {
  const offer = { address: "127.0.0.1:1", caFingerprint: "0".repeat(64) };
  const tokenOf = (link: string) => /enrol\/([^?]+)/.exec(link)?.[1] ?? "";

  it("gives the same machine to the same key with the same token, and nothing to another key", async () => {
    await withNewStore(binding, async ({ writer }) => {
      const { link } = await offerEnrolmentLink(
        writer,
        { tags: ["privileged"], expiresInMinutes: 1 },
        { now: 0, ...offer },
      );
      const ids = ["first", "second", "third"];
      const enrol = (publicKey: string, now: number) =>
        enrolMachine(
          writer,
          { token: tokenOf(link), publicKey, name: "PC", platform: "linux" },
          { now, newId: () => ids.shift() ?? "" },
        );
      expect(await enrol("key-1", 10)).toMatchObject({ ok: true, isNew: true, machine: { id: "first" } });
      expect(await enrol("key-1", 20)).toMatchObject({ ok: true, isNew: false, machine: { id: "first" } });
      expect(await enrol("key-2", 30)).toEqual({ ok: false, code: "token_used" });
      expect(JSON.stringify(await writer.selectFrom("enrolment_token").selectAll().execute())).not.toContain(
        tokenOf(link),
      );
    });
  });

  it("refuses a token from its very end on", async () => {
    await withNewStore(binding, async ({ writer }) => {
      const { link } = await offerEnrolmentLink(writer, { tags: [], expiresInMinutes: 1 }, { now: 0, ...offer });
      const enrolment = { token: tokenOf(link), publicKey: "k", name: "PC", platform: "linux" as const };
      expect(await enrolMachine(writer, enrolment, { now: 60_000, newId: () => "x" })).toMatchObject({
        code: "token_expired",
      });
      expect(await enrolMachine(writer, enrolment, { now: 59_999, newId: () => "x" })).toMatchObject({ ok: true });
    });
  });

  it("opens one session for a link, ends it idle, at its end and on signing out", async () => {
    await withNewStore(binding, async (store) => {
      let now = 1_000_000;
      let count = 0;
      const sessions = createSessions({ store, now: () => now, newId: () => `session-${++count}` });
      const act = { by: "test", now, newId: () => "anna" };
      await createOperator(store.writer, { name: "Anna", role: "viewer" }, act);
      const open = async () => {
        const { token } = await newSignInToken(store.writer, "anna", { now });
        const use = () => useSignInLink(store.writer, hashToken(token), now);
        expect((await Promise.all([use(), use()])).filter(Boolean)).toEqual(["anna"]);
        return sessions.open(store.writer, "anna", { address: "::1", agent: "test" }, "link");
      };
      const hour = 3_600_000;
      const idle = await open();
      now += 2 * hour - 1;
      expect(await sessions.find(idle)).not.toBeNull();
      now += 2 * hour;
      expect(await sessions.find(idle)).toBeNull();

      const long = await open();
      for (let used = 0; used < 11; used++) {
        now += hour;
        expect(await sessions.find(long)).not.toBeNull();
      }
      now += hour;
      expect(await sessions.find(long)).toBeNull();

      const left = await open();
      await sessions.signOut(left);
      expect(await sessions.find(left)).toBeNull();
      expect(await sessions.find("made-up")).toBeNull();
      expect(await useSignInLink(store.writer, hashToken("made-up"), now)).toBeNull();
    });
  });
});
