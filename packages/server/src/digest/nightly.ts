import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import type { Presence } from "../feed/describe-fleet.ts";
import { addDigest, findDigest, pendingDigests, updateDigest } from "../store/digests.ts";
import type { Store } from "../store/open-store.ts";
import type { DigestRow } from "../store/schema.ts";
import { composeDigest } from "./compose.ts";
import { gatherDigest } from "./gather.ts";
import type { Mailer } from "./mailer.ts";
import { type DigestTime, isDue, nightOf } from "./night.ts";
import { plain, renderHtml, renderText } from "./render.ts";

/** Tries at one mail before it counts as failed; what failed stays readable on the dashboard. */
const MAX_ATTEMPTS = 5;

/** Wait before the next try in ms, doubled after each: a minute, two, four, eight. */
const FIRST_RETRY_MS = 60_000;

/**
 * Tonight's digest, once: the night's row is unique, whoever asks and however often. Nothing counts as sent before the mail
 * server has accepted it, and what a restart interrupts is taken up again.
 */
export function createNightly(options: {
  store: Store;
  presence: Presence;
  mailer: Mailer | null;
  time: DigestTime;
  dashboardUrl: string;
  mailDomain: string;
  now: () => number;
  after: (ms: number, callback: () => void) => () => void;
  log: Logger;
}) {
  const { store, presence, mailer, time, dashboardUrl, mailDomain, now, after, log } = options;
  const cancels = new Set<() => void>();
  const underWay = new Set<Promise<unknown>>();
  let isStopped = false;

  /** Keeps a piece of work in sight, so that a stop can wait for it: a mail accepted but not noted would be sent again. */
  function follow<T>(work: Promise<T>): Promise<T> {
    underWay.add(work);
    const forget = (): void => {
      underWay.delete(work);
    };
    work.then(forget, forget);
    return work;
  }

  /** Composes and sends the digest of the present night unless it exists. Resolves to whether it was made now. */
  async function run(isLate: boolean): Promise<boolean> {
    const night = nightOf(now(), time.timeZone);
    if (await findDigest(store.writer, night)) return false;
    const material = await gatherDigest(store.reader, presence, now());
    const document = composeDigest(material, { night, timeZone: time.timeZone, dashboardUrl, isLate });
    const row: DigestRow = {
      night,
      time_zone: time.timeZone,
      subject: plain(document.subject),
      html: renderHtml(document),
      text: renderText(document),
      message_id: `<${randomUUID()}@${mailDomain}>`,
      // The instant that was gathered for: what changes from then on belongs to the next digest.
      composed_at: material.now,
      ...(mailer
        ? { state: "pending", state_sentence: "waiting for the mail server" }
        : { state: "not-sent", state_sentence: "not sent: no mail server configured" }),
      sent_at: null,
      attempts: 0,
    };
    if (!(await addDigest(store.writer, row))) return false;
    log.info({ night, state: row.state }, "digest composed");
    if (mailer) await deliver(row, mailer);
    return true;
  }

  async function deliver(row: DigestRow, via: Mailer): Promise<void> {
    const attempts = row.attempts + 1;
    try {
      await via.send({ subject: row.subject, html: row.html, text: row.text, messageId: row.message_id });
    } catch (error) {
      await onRefused(row, via, attempts, error instanceof Error ? error.message : String(error));
      return;
    }
    await updateDigest(store.writer, row.night, {
      state: "sent",
      state_sentence: "sent: the mail server has accepted it",
      sent_at: now(),
      attempts,
    });
    log.info({ night: row.night, attempts }, "digest sent");
  }

  async function onRefused(row: DigestRow, via: Mailer, attempts: number, why: string): Promise<void> {
    const isOver = attempts >= MAX_ATTEMPTS;
    await updateDigest(store.writer, row.night, {
      state: isOver ? "failed" : "pending",
      state_sentence: `${isOver ? "not sent" : "not sent yet"} after ${attempts} of ${MAX_ATTEMPTS} tries: ${plain(why).slice(0, 300)}`,
      attempts,
    });
    log.warn({ night: row.night, attempts, why }, "digest not accepted");
    if (isOver || isStopped) return;
    const cancel = after(FIRST_RETRY_MS * 2 ** (attempts - 1), () => {
      cancels.delete(cancel);
      follow(deliver({ ...row, attempts }, via)).catch((error: unknown) =>
        log.error({ err: error }, "digest delivery failed"),
      );
    });
    cancels.add(cancel);
  }

  /** After a start: sends what a stop interrupted, and makes up for a night that the server slept through. */
  async function resume(): Promise<void> {
    if (mailer) for (const row of await pendingDigests(store.writer)) await deliver(row, mailer);
    await catchUp();
  }

  /** Makes a digest whose time has passed without it. */
  async function catchUp(): Promise<void> {
    if (!isDue(now(), time) || (await findDigest(store.reader, nightOf(now(), time.timeZone)))) return;
    if (await hadMachinesYesterday()) await run(true);
  }

  /** A server that was first set up today has missed nothing. */
  async function hadMachinesYesterday(): Promise<boolean> {
    const first = await store.reader
      .selectFrom("machine")
      .select((eb) => eb.fn.min("enrolled_at").as("at"))
      .executeTakeFirst();
    return first?.at != null && nightOf(first.at, time.timeZone) < nightOf(now(), time.timeZone);
  }

  return {
    run: (isLate: boolean) => follow(run(isLate)),
    resume: () => follow(resume()),
    catchUp: () => follow(catchUp()),
    stop: async () => {
      isStopped = true;
      for (const cancel of cancels) cancel();
      await Promise.allSettled(underWay);
    },
  };
}
