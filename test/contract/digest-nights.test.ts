import { sql } from "kysely";
import { expect, it } from "vitest";
import { systemTimers } from "../../packages/server/src/clock/system-timers.ts";
import { listDigests } from "../../packages/server/src/store/digests.ts";
import { attemptsAt, findMail } from "../../packages/server/src/store/mails.ts";
import { openStore, type Store } from "../../packages/server/src/store/open-store.ts";
import { addList, digestNode } from "../support/digest-node.ts";
import { type MailServer, type Mischief, startMailServer } from "../support/mail-server.ts";
import { randomFrom } from "../support/random.ts";
import { STORES, withNewStore } from "./stores.ts";

/*
 * Four hundred nights over both changes of the clocks, with two processes on one store that are killed at random points and
 * a mail server that misbehaves. A kill here is what kill -9 is to the rest of the world: from one step of the process to
 * the next nothing of it happens any more, its connections are cut, and what it had not committed is gone. The mail server
 * greets only after a tenth of a second, so the nights are lived through in eight stretches at the same time.
 */

const STRETCHES = 8;
const NIGHTS = 50;
const HOUR_MS = 3_600_000;
/** The clocks change in October 2026, and in March and October 2027. */
const FIRST_NIGHT = Temporal.PlainDate.from("2026-09-21");
const LISTS = [
  { id: "gap", timeZone: "Europe/Berlin", time: "02:30" },
  { id: "berlin", timeZone: "Europe/Berlin", time: "06:00" },
];
const MISCHIEF: Mischief[] = [
  "greylist",
  "refuse-message",
  "refuse-recipients",
  "refuse-connection",
  "drop-in-data",
  "drop-after-data",
];

class Killed extends Error {}

/** A process that dies at its so-many-th step: each statement and each thing it asks of the mail server is a step. */
function mortalNode(store: Store, mailServer: MailServer, owner: string, now: () => number, dieAtStep: number) {
  let steps = 0;
  const death = new AbortController();
  const step = (): void => {
    steps += 1;
    if (steps >= dieAtStep) death.abort(new Killed());
    if (death.signal.aborted) throw new Killed();
  };
  const mortal = (db: Store["writer"]): Store["writer"] =>
    db.withPlugin({
      transformQuery: ({ node }) => {
        step();
        return node;
      },
      transformResult: async ({ result }) => {
        if (death.signal.aborted) throw new Killed();
        return result;
      },
    });
  const node = digestNode({
    store: { ...store, writer: mortal(store.writer), reader: mortal(store.reader) },
    now,
    port: mailServer.port,
    owner,
    // The dead wait for nothing.
    after: (ms, callback) => systemTimers.after(death.signal.aborted ? 0 : ms, callback),
    wrapMailer: (mailer) => ({
      ...mailer,
      send: async (mail, control) => {
        step();
        const beforeEnd = async (): Promise<void> => {
          step();
          await control.beforeEnd();
          step();
        };
        const signal = AbortSignal.any([control.signal, death.signal]);
        const answer = await mailer.send(mail, { signal, beforeEnd });
        step();
        return answer;
      },
    }),
  });
  /** Works once; resolves to whether it lived through it. */
  const work = async (): Promise<boolean> => {
    try {
      await node.tick();
      await node.outbox.tick();
    } catch (error) {
      if (!(error instanceof Killed) && !death.signal.aborted) throw error;
    }
    return !death.signal.aborted;
  };
  return { work };
}

type World = { store: Store; other: Store; mailServer: MailServer; random: () => number; kills: number };

it("gets exactly one digest per list and night accepted over 400 nights of kills, refusals and changes of the clocks", async () => {
  // The built-in binding blocks its thread, so that two connections of it in one process would wait for each other.
  const binding = STORES[0] ?? "node:sqlite";
  const found = await Promise.all(
    Array.from({ length: STRETCHES }, (_, stretch) =>
      withNewStore(binding, async (store, place) => {
        // Whoever waits for the other's lock holds one of libuv's four threads, so not every stretch may have two.
        const isShared = (binding === "sqlite3" || binding === "postgres") && stretch < 3;
        const other = isShared ? await openStore(place) : store;
        const mailServer = await startMailServer();
        // Kills of a process lose nothing that was written; power cuts, which could, are for the store's own tests.
        for (const each of [store, other]) await sql`pragma synchronous = off`.execute(each.writer);
        try {
          const world: World = { store, other, mailServer, random: randomFrom(stretch + 1), kills: 0 };
          await liveThrough(world, FIRST_NIGHT.add({ days: stretch * NIGHTS }));
          return { kills: world.kills, copies: await judge(world) };
        } finally {
          await mailServer.close();
          if (other !== store) await other.close();
        }
      }),
    ),
  );
  const kills = found.reduce((sum, each) => sum + each.kills, 0);
  const copies = found.reduce((sum, each) => sum + each.copies, 0);
  console.info(`${kills} kills; ${copies} mails came twice, under the same Message-ID and with a record that says so`);
  expect(kills).toBeGreaterThan(200);
  expect(copies).toBeLessThan(kills / 10);
});

async function liveThrough(world: World, first: Temporal.PlainDate): Promise<void> {
  const { store, mailServer } = world;
  let now = first.toZonedDateTime("Europe/Berlin").epochMilliseconds;
  for (const { id, ...more } of LISTS) await addList(store, id, now, more);
  for (let night = 0; night < NIGHTS; night++) {
    for (const list of LISTS) now = await liveThroughNight(world, list, first.add({ days: night }), now);
  }
  // Whatever is still waiting after the last night gets its time in peace.
  mailServer.next.length = 0;
  for (let hour = 0; hour < 30; hour++) {
    now += HOUR_MS;
    await digestNode({ store, now: () => now, port: mailServer.port }).outbox.tick();
  }
}

/** From the list's time on the processes look again and again, die and come back, until all is sent. */
async function liveThroughNight(
  world: World,
  list: (typeof LISTS)[number],
  date: Temporal.PlainDate,
  from: number,
): Promise<number> {
  const { store, other, mailServer, random } = world;
  const plainTime = Temporal.PlainTime.from(list.time);
  const due = date.toZonedDateTime({ timeZone: list.timeZone, plainTime }).epochMilliseconds;
  // One server in ten is off at the hour, and comes back some hours later.
  const lateness = random() < 0.1 ? Math.floor(random() * 4 * HOUR_MS) : Math.floor(random() * 20_000);
  let now = Math.max(from, due + lateness);
  const plans = random() < 0.3 ? Math.ceil(random() * 2) : 0;
  for (let plan = 0; plan < plans; plan++) {
    mailServer.next.push(MISCHIEF[Math.floor(random() * MISCHIEF.length)] ?? "greylist");
  }
  for (let round = 0; round < 40; round++) {
    const at = now;
    const lifeOf = (): number => (random() < 0.4 ? Math.ceil(random() * 45) : Number.POSITIVE_INFINITY);
    const crew = [
      mortalNode(store, mailServer, `one ${at}`, () => at, lifeOf()),
      mortalNode(other, mailServer, `two ${at}`, () => at, lifeOf()),
    ];
    const lived = await Promise.all(crew.slice(0, random() < 0.5 ? 2 : 1).map((node) => node.work()));
    world.kills += lived.filter((each) => !each).length;
    if (await isAllSent(store, list.id, due)) break;
    now += Math.floor(2_000 + random() * 6 * 60_000);
  }
  return now;
}

async function isAllSent(store: Store, listId: string, due: number): Promise<boolean> {
  const waits = store.writer.selectFrom("mail").select("id").where("state", "in", ["pending", "sending"]);
  if (await waits.executeTakeFirst()) return false;
  const made = store.writer.selectFrom("digest").select("id").where("list_id", "=", listId);
  return (await made.where("composed_at", ">=", due).executeTakeFirst()) !== undefined;
}

/** Holds what was accepted against what should have been; resolves to how many mails came twice. */
async function judge({ store, mailServer }: World): Promise<number> {
  const byId = Map.groupBy(mailServer.accepted, (mail) => mail.messageId ?? "");
  let copies = 0;
  for (const { id } of LISTS) {
    const digests = (await listDigests(store.writer, { listId: id }, { before: null, limit: 1_000 })).reverse();
    expect(new Set(digests.map((each) => each.night)).size).toBe(NIGHTS);
    expect(digests.map((each) => each.number)).toEqual(Array.from({ length: NIGHTS }, (_, index) => index + 1));
    expect(digests.filter((each) => each.state !== "sent")).toEqual([]);
    for (const digest of digests) {
      const mail = await findMail(store.writer, digest.mail_id);
      const accepted = byId.get(mail?.message_id ?? "") ?? [];
      byId.delete(mail?.message_id ?? "");
      expect(accepted.length, `${digest.id} was never accepted`).toBeGreaterThan(0);
      // A second one has the same Message-ID, and the record names the attempt from which it may have come.
      const inDoubt = (await attemptsAt(store.writer, digest.mail_id)).filter((each) => each.outcome === "in-doubt");
      expect(accepted.length - 1, `${digest.id} came more often than its record admits`).toBeLessThanOrEqual(
        inDoubt.length,
      );
      copies += accepted.length - 1;
    }
  }
  expect([...byId.keys()], "mails that no digest knows").toEqual([]);
  return copies;
}
