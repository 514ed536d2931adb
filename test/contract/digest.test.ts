import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { adoptFirstList, FIRST_LIST } from "../../packages/server/src/digest/lists.ts";
import { saveDigestList } from "../../packages/server/src/store/digest-lists.ts";
import { findDigest, latestDigests, listDigests } from "../../packages/server/src/store/digests.ts";
import { saveFlags } from "../../packages/server/src/store/flags.ts";
import { saveMachines } from "../../packages/server/src/store/machines.ts";
import { attemptsAt } from "../../packages/server/src/store/mails.ts";
import type { Store } from "../../packages/server/src/store/open-store.ts";
import { machineRow } from "../../packages/server/src/store/test-rows.ts";
import { addList, digestNode } from "../support/digest-node.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { STORES, withNewStore } from "./stores.ts";

let mailServer: MailServer;
beforeAll(async () => {
  mailServer = await startMailServer();
});
afterAll(() => mailServer.close());
beforeEach(() => {
  mailServer.accepted.length = 0;
  mailServer.next.length = 0;
  mailServer.recipients.clear();
  mailServer.onAccepted = () => {};
});

/** 06:00 in Berlin on a winter morning, a Tuesday. */
const SIX = Date.UTC(2026, 10, 24, 5, 0);
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const DIGEST = "it-2026-11-24";
const HOSTILE = "<script>alert(1)</script>\r\nBcc: everybody@example.com \u202etxt.exe";

async function withFleet(
  binding: (typeof STORES)[number],
  act: (store: Store) => Promise<void>,
  list: object = {},
): Promise<void> {
  await withNewStore(binding, async (store) => {
    const before = { enrolled_at: SIX - DAY_MS * 9, last_seen_at: SIX };
    await saveMachines(store.writer, [
      machineRow("good", { status: "compliant", status_rank: 3, ...before }),
      machineRow("bad", { name: HOSTILE, status: "non-compliant", status_rank: 0, ...before }),
    ]);
    await saveFlags(store.writer, [flag("bad", SIX - DAY_MS * 3)]);
    await addList(store, "it", SIX - DAY_MS * 2, list);
    await act(store);
  });
}

function flag(machine: string, openedAt: number) {
  return {
    id: `flag of ${machine}`,
    machine_id: machine,
    rule: "firewall-enabled",
    severity: "high",
    cause: "fail",
    sentence: "The firewall is off & open.",
    policy_version: 1,
    opened_at: openedAt,
    updated_at: openedAt,
    resolved_at: null,
    recent_failures: 1,
    resolved_because: null,
  };
}

const at = (store: Store, now: number, more: object = {}) =>
  digestNode({ store, now: () => now, port: mailServer.port, ...more });

/** Makes what is due and sends it, as a process would do at an instant. */
async function run(store: Store, now: number, more: object = {}): Promise<void> {
  const node = at(store, now, more);
  await node.tick();
  await node.outbox.tick();
}

const outcomes = async (store: Store) => (await attemptsAt(store.writer, DIGEST)).map((each) => each.outcome);

describe.each(STORES)("the nightly digest on %s", (binding) => {
  it("is mailed once a night, also when two processes and a restart ask for it", async () => {
    await withFleet(binding, async (store) => {
      await Promise.all([run(store, SIX, { owner: "one" }), run(store, SIX, { owner: "two" })]);
      await run(store, SIX, { owner: "one" });
      await run(store, SIX + 3_600_000, { owner: "restarted" });
      expect(mailServer.accepted).toHaveLength(1);
      expect(await findDigest(store.writer, DIGEST)).toMatchObject({ state: "sent", attempts: 1, number: 1 });
    });
  });

  it("says the verdict in its subject and first line, and hostile names do no harm", async () => {
    await withFleet(binding, async (store) => {
      await run(store, SIX);
      const [mail] = mailServer.accepted;
      expect(mail?.subject).toBe("1 of 2 machines needs attention");
      expect(mail?.text).toMatch(/^1 of 2 machines is compliant; 1 not compliant\./);
      expect(mail?.text).toContain("Still failing, the longest first (1)");
      expect(mail?.text).toContain("Firewall on: The firewall is off & open. – since 21 Nov 2026 (3 days)");
      expect(mail?.html).toContain("The firewall is off &amp; open.");
      expect(mail?.html).not.toContain("<script>");
      expect(`${mail?.html}${mail?.text}${mail?.subject}`).not.toMatch(/\u202e/);
      expect(mail?.headers.get("bcc")).toBeUndefined();
      expect(mail?.text).toContain("Open the dashboard: https://muster.example.com:8443");
      expect(mail?.headers.get("list")).toMatchObject({
        unsubscribe: { url: "https://muster.example.com:8443/digests" },
      });
      expect(mail?.date?.getTime()).toBe(SIX);
      expect(mail?.envelopeTo).toEqual(["it@example.com"]);
    });
  });

  it("is sent when all is well, too", async () => {
    await withFleet(binding, async (store) => {
      await saveMachines(store.writer, [machineRow("bad", { status: "compliant", status_rank: 3, last_seen_at: SIX })]);
      await saveFlags(store.writer, [
        { ...flag("bad", SIX - DAY_MS * 3), resolved_at: SIX - 1, resolved_because: "mended" },
      ]);
      await run(store, SIX);
      expect(mailServer.accepted[0]?.subject).toBe("All 2 machines compliant");
      expect(mailServer.accepted[0]?.text).toContain("Recovered since the last digest (1)");
    });
  });

  it.each([
    ["greylist", "deferred", "Greylisted"],
    ["drop-in-data", "unreachable", "closed"],
    ["refuse-connection", "deferred", "Too busy"],
    ["refuse-message", "refused", "Looks like spam"],
    ["refuse-recipients", "refused", "No such mailbox"],
    ["drop-after-data", "in-doubt", "closed"],
  ] as const)("is sent again with the same Message-ID after: %s", async (mischief, outcome, words) => {
    await withFleet(binding, async (store) => {
      mailServer.next.push(mischief);
      await run(store, SIX);
      const digest = await findDigest(store.writer, DIGEST);
      expect(digest).toMatchObject({ state: "pending", next_attempt_at: SIX + MINUTE_MS });
      expect(digest?.state_sentence).toContain(words);
      await run(store, SIX + MINUTE_MS - 1);
      expect(mailServer.accepted).toHaveLength(0);
      await run(store, SIX + MINUTE_MS);
      expect(mailServer.accepted).toHaveLength(1);
      expect(await outcomes(store)).toEqual([outcome, "accepted"]);
    });
  });

  it("waits for a mail server that hangs no longer than its limit, and calls it in doubt", async () => {
    await withFleet(binding, async (store) => {
      mailServer.next.push("hang");
      await run(store, SIX, { limits: { answerMs: 200 } });
      expect(await outcomes(store)).toEqual(["in-doubt"]);
      await run(store, SIX + MINUTE_MS);
      expect(await findDigest(store.writer, DIGEST)).toMatchObject({ state: "sent", attempts: 2 });
    });
  });

  it("says so when it may come twice: same Message-ID, and the delivery record names the attempt in doubt", async () => {
    await withFleet(binding, async (store) => {
      mailServer.next.push("accept-and-drop");
      await run(store, SIX);
      await run(store, SIX + MINUTE_MS);
      expect(mailServer.accepted).toHaveLength(2);
      expect(new Set(mailServer.accepted.map((mail) => mail.messageId)).size).toBe(1);
      expect(await outcomes(store)).toEqual(["in-doubt", "accepted"]);
    });
  });

  it("cannot be handed over by a process that slept while another took over", async () => {
    await withFleet(binding, async (store) => {
      let now = SIX;
      const { promise: asleep, resolve: wake } = Promise.withResolvers<void>();
      const { promise: isReached, resolve: reached } = Promise.withResolvers<void>();
      const sleeper = digestNode({
        store,
        now: () => now,
        port: mailServer.port,
        owner: "sleeper",
        wrapMailer: (mailer) => ({
          ...mailer,
          send: (mail, control) =>
            mailer.send(mail, {
              ...control,
              beforeEnd: async () => {
                reached();
                await asleep;
                await control.beforeEnd();
              },
            }),
        }),
      });
      await sleeper.tick();
      const slow = sleeper.outbox.tick();
      await isReached;
      now = SIX + 10 * MINUTE_MS;
      await run(store, now, { owner: "other" });
      wake();
      await slow;
      expect(mailServer.accepted).toHaveLength(1);
      expect(await outcomes(store)).toEqual(["interrupted", "accepted"]);
      expect(await findDigest(store.writer, DIGEST)).toMatchObject({ state: "sent" });
    });
  });

  it("tries those who were put off again by themselves, and names those who were refused", async () => {
    await withFleet(
      binding,
      async (store) => {
        mailServer.recipients.set("late@example.com", 451).set("gone@example.com", 550);
        await run(store, SIX);
        expect(await findDigest(store.writer, DIGEST)).toMatchObject({ state: "pending" });
        mailServer.recipients.delete("late@example.com");
        await run(store, SIX + MINUTE_MS);
        expect(mailServer.accepted.map((mail) => mail.envelopeTo)).toEqual([["it@example.com"], ["late@example.com"]]);
        const digest = await findDigest(store.writer, DIGEST);
        expect(digest?.state).toBe("sent");
        expect((await attemptsAt(store.writer, DIGEST))[0]?.response).toContain("gone@example.com");
      },
      { recipients: ["it@example.com", "late@example.com", "gone@example.com"] },
    );
  });

  it("gives up after refusals for good or most of a day, says so, and the next one tells", async () => {
    await withFleet(binding, async (store) => {
      mailServer.next.push("refuse-message", "refuse-message", "refuse-message");
      for (const minutes of [0, 1, 3]) await run(store, SIX + minutes * MINUTE_MS);
      expect(await findDigest(store.writer, DIGEST)).toMatchObject({ state: "failed", attempts: 3 });
      await run(store, SIX + DAY_MS);
      expect(mailServer.accepted[0]?.text).toContain("Digest no. 2. The one before is no. 1 of Tue, 24 Nov 2026.");
      expect(mailServer.accepted[0]?.text).toContain("Not delivered before it: no. 1.");
    });
  });

  it("goes on trying for most of a day while nobody answers, with waits that grow to an hour", async () => {
    await withFleet(binding, async (store) => {
      let now = SIX;
      const dead = { port: 1 };
      await run(store, now, dead);
      const waits: number[] = [];
      for (;;) {
        const digest = await findDigest(store.writer, DIGEST);
        if (digest?.state !== "pending" || digest.next_attempt_at === null) break;
        waits.push((digest.next_attempt_at - now) / MINUTE_MS);
        now = digest.next_attempt_at;
        await digestNode({ store, now: () => now, ...dead }).outbox.tick();
      }
      expect(waits.slice(0, 8)).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
      expect(now - SIX).toBeGreaterThan(18 * 3_600_000);
      expect(now - SIX).toBeLessThan(DAY_MS);
      expect(await findDigest(store.writer, DIGEST)).toMatchObject({ state: "failed" });
    });
  });

  it("is kept and called 'not sent' where no mail server is configured", async () => {
    await withFleet(binding, async (store) => {
      await at(store, SIX, { hasMailServer: false }).tick();
      expect(await findDigest(store.writer, DIGEST)).toMatchObject({
        state: "not-sent",
        state_sentence: "not sent: no mail server configured",
      });
    });
  });

  it("is late and says so after the server was off at the hour, and tells of nights that it missed", async () => {
    await withFleet(binding, async (store) => {
      await run(store, SIX - 1);
      expect(mailServer.accepted).toHaveLength(0);
      await run(store, SIX + 7_200_000);
      expect(mailServer.accepted[0]?.text).toContain("It was due at 06:00 and is late");
      await run(store, SIX + 3 * DAY_MS);
      expect(mailServer.accepted[1]?.text).toContain(
        "Missing before it, because the server was not running: Wed, 25 Nov 2026, Thu, 26 Nov 2026.",
      );
      const numbers = (await latestDigests(store.writer, "it", 9)).map((each) => each.number);
      expect(numbers).toEqual([2, 1]);
    });
  });

  it("is not made up for by a new list, nor for a list that was paused", async () => {
    await withFleet(binding, async (store) => {
      await addList(store, "new", SIX + 60_000);
      await run(store, SIX + 120_000);
      expect(await latestDigests(store.writer, "new", 1)).toHaveLength(0);
    });
  });

  it("begins with the recipients of the configuration, and goes on with the numbers of before", async () => {
    await withFleet(binding, async (store) => {
      const draft = await addList(store, "shape", SIX);
      expect(await adoptFirstList(store.writer, draft, SIX)).toBe(true);
      expect(await adoptFirstList(store.writer, { ...draft, recipients: [] }, SIX)).toBe(false);
      const row = await store.writer
        .selectFrom("digest_list")
        .selectAll()
        .where("id", "=", FIRST_LIST)
        .executeTakeFirstOrThrow();
      expect(row.recipients).toBe('["it@example.com"]');
      await saveDigestList(store.writer, { ...row, removed_at: SIX });
      expect(await adoptFirstList(store.writer, draft, SIX)).toBe(false);
      await run(store, SIX + DAY_MS);
      expect(await listDigests(store.writer, { listId: FIRST_LIST }, { before: null, limit: 5 })).toHaveLength(0);
    });
  });
});

it("counts every new machine in its subject, and says how many it does not name", async () => {
  await withNewStore("node:sqlite", async (store) => {
    const ids = Array.from({ length: 1_234 }, (_, index) => `m${index}`);
    const row = { status: "non-compliant", status_rank: 0, enrolled_at: 1, last_seen_at: SIX };
    await saveMachines(
      store.writer,
      ids.map((id) => machineRow(id, { ...row, name: `${HOSTILE} ${"x".repeat(300)}` })),
    );
    await saveFlags(
      store.writer,
      ids.map((id) => flag(id, SIX - 1)),
    );
    await addList(store, "it", SIX - DAY_MS, { attachesCsv: true, recipients: [] });
    const { subject, html, text, csv } = await at(store, SIX).preview(
      { id: "it", draft: await addList(store, "it", SIX - DAY_MS, { attachesCsv: true }) },
      "preview",
    );
    expect(subject).toBe("1,234 of 1,234 machines need attention, 1,234 new");
    expect(text).toContain("New since the last digest (1,234)");
    expect(text).toContain("and 1,214 more");
    // Gmail cuts a mail that is longer.
    expect(Buffer.byteLength(html)).toBeLessThan(102_000);
    expect(csv?.text.split("\r\n")).toHaveLength(1_236);
  });
});
