import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMailer } from "../../packages/server/src/digest/mailer.ts";
import { createNightly } from "../../packages/server/src/digest/nightly.ts";
import { findDigest, listDigests } from "../../packages/server/src/store/digests.ts";
import { saveFlags } from "../../packages/server/src/store/flags.ts";
import { saveMachines } from "../../packages/server/src/store/machines.ts";
import type { Store } from "../../packages/server/src/store/open-store.ts";
import { machineRow } from "../../packages/server/src/store/test-rows.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { BINDINGS, withNewStore } from "./stores.ts";

let mailServer: MailServer;
beforeAll(async () => {
  mailServer = await startMailServer();
});
afterAll(() => mailServer.close());

/** 06:00 in Berlin on a winter morning. */
const SIX = Date.UTC(2026, 10, 24, 5, 0);
const NIGHT = "2026-11-24";

/** The digest as one server process runs it, with a clock that stands where the test puts it. */
function process(store: Store, now: () => number, withMail = true) {
  const retries: { ms: number; callback: () => void }[] = [];
  const nightly = createNightly({
    store,
    presence: { isOnline: () => false, count: () => 0 },
    mailer: withMail
      ? createMailer({
          server: "127.0.0.1",
          port: mailServer.port,
          user: undefined,
          password: undefined,
          from: "muster@example.com",
          to: ["it@example.com"],
          requireTls: false,
        })
      : null,
    time: { hour: 6, minute: 0, timeZone: "Europe/Berlin" },
    dashboardUrl: "https://muster.example.com:8443",
    mailDomain: "example.com",
    now,
    after: (ms, callback) => {
      retries.push({ ms, callback });
      return () => {};
    },
    log: pino({ level: "silent" }),
  });
  return { ...nightly, retries };
}

async function withFleet(binding: (typeof BINDINGS)[number], act: (store: Store) => Promise<void>): Promise<void> {
  mailServer.accepted.length = 0;
  await withNewStore(binding, async (store) => {
    const hostile = "<script>alert(1)</script>\r\nBcc: everybody@example.com \u202etxt.exe";
    await saveMachines(store.writer, [
      machineRow("good", { status: "compliant", status_rank: 3, enrolled_at: SIX - 86_400_000 * 3 }),
      machineRow("bad", {
        name: hostile,
        status: "non-compliant",
        status_rank: 0,
        sentence: "The firewall is off & open.",
        enrolled_at: SIX - 86_400_000 * 3,
      }),
    ]);
    await act(store);
  });
}

const settled = async (store: Store, state: string): Promise<void> => {
  while ((await findDigest(store.writer, NIGHT))?.state !== state)
    await new Promise((resolve) => setImmediate(resolve));
};

describe.each(BINDINGS)("the nightly digest on %s", (binding) => {
  it("is mailed once a night, also when two processes and a restart ask for it", async () => {
    await withFleet(binding, async (store) => {
      const one = process(store, () => SIX);
      const two = process(store, () => SIX);
      expect((await Promise.all([one.run(false), two.run(false)])).filter(Boolean)).toHaveLength(1);
      const restarted = process(store, () => SIX + 3_600_000);
      await restarted.resume();
      await restarted.run(false);
      expect(mailServer.accepted).toHaveLength(1);
      expect(await findDigest(store.writer, NIGHT)).toMatchObject({ state: "sent", attempts: 1 });
    });
  });

  it("says the verdict in its subject and first line, and hostile names do no harm", async () => {
    await withFleet(binding, async (store) => {
      await process(store, () => SIX).run(false);
      const [mail] = mailServer.accepted;
      expect(mail?.subject).toBe("1 of 2 machines needs attention");
      expect(mail?.text).toMatch(/^1 of 2 machines is compliant; 1 not compliant\./);
      expect(mail?.text).toContain("The firewall is off & open.");
      expect(mail?.html).toContain("The firewall is off &amp; open.");
      expect(mail?.html).not.toContain("<script>");
      expect(`${mail?.html}${mail?.text}`).not.toContain("\u202e");
      expect(mail?.headers.get("bcc")).toBeUndefined();
      expect(mail?.text).toContain("Dashboard: https://muster.example.com:8443");
      expect(mail?.messageId).toBe((await findDigest(store.writer, NIGHT))?.message_id);
    });
  });

  it("tries again when the mail server refuses, with the same message id, and clears nothing before it accepts", async () => {
    await withFleet(binding, async (store) => {
      mailServer.refuseNext(2);
      const nightly = process(store, () => SIX);
      await nightly.run(false);
      expect(await findDigest(store.writer, NIGHT)).toMatchObject({ state: "pending", attempts: 1 });
      expect((await findDigest(store.writer, NIGHT))?.state_sentence).toContain("Greylisted");
      nightly.retries.shift()?.callback();
      while (nightly.retries.length === 0) await new Promise((resolve) => setImmediate(resolve));
      expect(nightly.retries[0]?.ms).toBe(120_000);
      nightly.retries.shift()?.callback();
      await settled(store, "sent");
      expect(mailServer.accepted).toHaveLength(1);
    });
  });

  it("is taken up by the next process when one died before the mail was accepted", async () => {
    await withFleet(binding, async (store) => {
      mailServer.refuseNext(1);
      await process(store, () => SIX).run(false);
      await process(store, () => SIX + 60_000).resume();
      expect(mailServer.accepted).toHaveLength(1);
      expect(await findDigest(store.writer, NIGHT)).toMatchObject({ state: "sent", attempts: 2 });
    });
  });

  it("gives up in the end and says so", async () => {
    await withFleet(binding, async (store) => {
      mailServer.refuseNext(100);
      const nightly = process(store, () => SIX);
      await nightly.run(false);
      for (let tries = 1; tries < 5; tries++) {
        while (nightly.retries.length === 0) await new Promise((resolve) => setImmediate(resolve));
        nightly.retries.shift()?.callback();
      }
      await settled(store, "failed");
      expect((await findDigest(store.writer, NIGHT))?.state_sentence).toContain("not sent after 5 of 5 tries");
      mailServer.refuseNext(0);
    });
  });

  it("is kept and called 'not sent' where no mail server is configured", async () => {
    await withFleet(binding, async (store) => {
      await process(store, () => SIX, false).run(false);
      expect(await findDigest(store.writer, NIGHT)).toMatchObject({
        state: "not-sent",
        state_sentence: "not sent: no mail server configured",
      });
      expect(mailServer.accepted).toHaveLength(0);
    });
  });

  it("is made late, saying so, by a server that slept through the hour; not before the hour, not by a new one", async () => {
    await withFleet(binding, async (store) => {
      await process(store, () => SIX - 1).resume();
      expect(await listDigests(store.writer, { before: null, limit: 5 })).toHaveLength(0);
      await process(store, () => SIX + 7_200_000).resume();
      expect(mailServer.accepted[0]?.text).toContain("It was due earlier");
    });
    await withNewStore(binding, async (store) => {
      await saveMachines(store.writer, [machineRow("new", { enrolled_at: SIX + 3_600_000 })]);
      await process(store, () => SIX + 7_200_000).resume();
      expect(await listDigests(store.writer, { before: null, limit: 5 })).toHaveLength(0);
    });
  });
});

it("counts every new machine in its subject, and says how many it does not name", async () => {
  await withNewStore("node:sqlite", async (store) => {
    const ids = Array.from({ length: 120 }, (_, index) => `m${index}`);
    const row = { status: "non-compliant", status_rank: 0, sentence: "Off.", enrolled_at: 1 };
    await saveMachines(
      store.writer,
      ids.map((id) => machineRow(id, row)),
    );
    await saveFlags(
      store.writer,
      ids.map((id) => ({
        id: `flag of ${id}`,
        machine_id: id,
        rule: "firewall-enabled",
        severity: "high",
        cause: "fail",
        sentence: "Off.",
        policy_version: 1,
        opened_at: SIX - 1,
        updated_at: SIX - 1,
        resolved_at: null,
        recent_failures: 1,
        resolved_because: null,
      })),
    );
    await process(store, () => SIX, false).run(false);
    const digest = await findDigest(store.writer, NIGHT);
    expect(digest?.subject).toBe("120 of 120 machines need attention, 120 new");
    expect(digest?.text).toContain("New since the last digest (120)");
    expect(digest?.text).toContain("and 70 more");
    expect(digest?.text).toContain("and 20 more");
  });
});
