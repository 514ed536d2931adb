import { toInstant } from "@muster/shared/text.ts";
import { describe, expect, it } from "vitest";
import { catchUp } from "../../packages/server/src/flags/judge-machines.ts";
import { decideWaiver, requestWaiver } from "../../packages/server/src/flags/waivers.ts";
import { acceptReports } from "../../packages/server/src/ingest/accept-reports.ts";
import { sendLetters } from "../../packages/server/src/letters/send-letters.ts";
import { account, clamav, DEFAULT_POLICY, outcomes } from "../../packages/server/src/policy/test-situations.ts";
import { saveMachines } from "../../packages/server/src/store/machines.ts";
import type { Store } from "../../packages/server/src/store/open-store.ts";
import { machineRow } from "../../packages/server/src/store/test-rows.ts";
import { STORES, withNewStore } from "./stores.ts";

const DAY = 86_400_000;
/** A Monday, ten in the morning in Berlin. */
const MONDAY = Date.UTC(2026, 10, 23, 9);
const POLICIES = [{ version: 1, policy: DEFAULT_POLICY, appliedAt: 0 }];

let ids = 0;
const context = (now: number) => ({ policies: POLICIES, now, newId: () => `id-${++ids}` });

/** What a PC reports: when Anna's password was set, and of when its virus definitions are. */
async function report(store: Store, now: number, passwordSet: number, definitions: number, id = "pc"): Promise<void> {
  const sequence = ++ids;
  const products = [clamav(definitions)];
  const accounts = [account("anna", passwordSet), account("root", passwordSet)];
  const whole = {
    sequence,
    collectedAt: toInstant(now),
    agentVersion: "1",
    outcomes: outcomes(now, { products, accounts }),
  };
  await acceptReports(
    store.writer,
    [{ kind: "whole", machineId: id, sentAt: now, receivedAt: now, report: whole }],
    context(now),
  );
}

async function write(store: Store, now: number): Promise<{ subject: string; to: string }[]> {
  await catchUp(store.writer, ["pc", "other"], context(now));
  const before = await store.reader.selectFrom("mail").select("id").execute();
  await sendLetters({
    store,
    policy: DEFAULT_POLICY,
    template: "{account}@example.com",
    language: "en",
    timeZone: "Europe/Berlin",
    mailDomain: "example.com",
    now,
  });
  const known = new Set(before.map(({ id }) => id));
  const mails = await store.reader.selectFrom("mail").selectAll().execute();
  return mails
    .filter(({ id }) => !known.has(id))
    .map(({ subject, recipients }) => ({ subject, to: (JSON.parse(recipients) as string[]).join() }));
}

const fleet = (store: Store, ...names: string[]) =>
  saveMachines(
    store.writer,
    names.map((id) => machineRow(id, { enrolled_at: MONDAY - 100 * DAY, person: "anna" })),
  );

describe.each(STORES)("letters to staff on %s", (kind) => {
  it("say that a password ends 7, 3 and 1 days before and when it has, each once, and stop when it is changed", async () => {
    await withNewStore(kind, async (store) => {
      await fleet(store, "pc");
      // Good until the end of the 90th day: Tuesday the week after.
      const set = MONDAY - 81 * DAY;
      const told: [number, string][] = [];
      for (let day = 0; day < 14; day++) {
        const now = MONDAY + day * DAY;
        await report(store, now, set, now);
        for (const hour of [0, 3, 5]) {
          for (const { subject, to } of await write(store, now + hour * 3_600_000)) {
            expect(to).toBe("anna@example.com");
            told.push([day, subject]);
          }
        }
      }
      // Nobody is written to at the weekend: what was due on Saturday is told on Monday.
      expect(told).toEqual([
        [3, "Your password ends in 7 days"],
        [7, "Your password ends in 3 days"],
        [9, "Your password ends tomorrow"],
        [10, "Your password has ended"],
      ]);
      await report(store, MONDAY + 14 * DAY, MONDAY + 14 * DAY, MONDAY + 14 * DAY);
      expect(await write(store, MONDAY + 14 * DAY)).toEqual([]);
    });
  });

  it("say once in three days that definitions are old, and are one a day however many PCs somebody has", async () => {
    await withNewStore(kind, async (store) => {
      await fleet(store, "pc", "other");
      const told: string[] = [];
      for (let day = 0; day < 5; day++) {
        const now = MONDAY + day * DAY;
        for (const id of ["pc", "other"]) await report(store, now, MONDAY, MONDAY - 5 * DAY, id);
        told.push(...(await write(store, now)).map(({ subject }) => `${day}: ${subject}`));
      }
      expect(told).toEqual(["0: Your virus definitions are 5 days old", "3: Your virus definitions are 8 days old"]);
      const { text } = await store.reader
        .selectFrom("mail")
        .select("text")
        .orderBy("created_at")
        .executeTakeFirstOrThrow();
      expect(text.match(/definitions on (pc|other)/g)).toHaveLength(2);
    });
  });

  it("do not come by night or at the weekend, nor of what a waiver accepts", async () => {
    await withNewStore(kind, async (store) => {
      await fleet(store, "pc");
      await report(store, MONDAY - 3 * DAY, MONDAY - 88 * DAY, MONDAY);
      for (const at of [MONDAY - 2 * DAY, MONDAY - DAY, MONDAY - 4 * 3_600_000, MONDAY + 10 * 3_600_000]) {
        expect(await write(store, at)).toEqual([]);
      }
      const scope = { machineId: "pc", group: null, rule: "password-age", account: null } as const;
      const asked = { scope, reason: "on leave", ticket: null, endsAt: toInstant(MONDAY + 30 * DAY) };
      const act = { policy: DEFAULT_POLICY, now: MONDAY - DAY };
      await requestWaiver(store.writer, asked, { by: "anna", id: "waiver", ...act });
      await decideWaiver(store.writer, "waiver", "approve", { by: "otto", mayDecideForGroup: false, ...act });
      expect(await write(store, MONDAY + 3_600_000)).toEqual([]);
    });
  });
});
