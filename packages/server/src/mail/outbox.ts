import type { Logger } from "pino";
import type { Timers } from "../clock/flip-clock.ts";
import type { MailRow } from "../store/mail-tables.ts";
import { claimMail, endAttempt, mailsDue, markHandedOver } from "../store/mails.ts";
import type { Db } from "../store/open-store.ts";
import type { Mailer } from "./mailer.ts";
import { afterAcceptance, afterFailure } from "./next-attempt.ts";
import { toOutgoing } from "./stored-mail.ts";
import { MailNotSent, whyNotSent } from "./why-not-sent.ts";

/** Mails that one process sends at the same time. */
const MAX_AT_ONCE = 4;

/** After its time is over an attempt's lease is kept a little longer, so that clocks may differ. */
const LEASE_SLACK_MS = 30_000;

/** How often, and how many ms apart, it is tried to write down how an attempt ended. */
const WRITES_TRIED = 5;
const WRITE_WAIT_MS = 1_000;

export type OutboxLimits = {
  /** How long an attempt may take until its last byte is handed over. */
  attemptMs: number;
  /** How long the mail server may think about a mail that it has whole (RFC 5321, 4.5.3.2.6). */
  answerMs: number;
  /** How long a stop waits for that answer. */
  stopMs: number;
};

export const OUTBOX_LIMITS: OutboxLimits = { attemptMs: 120_000, answerMs: 600_000, stopMs: 10_000 };

export type Outbox = {
  /** Sends what is due; resolves when each of those attempts has ended. */
  tick(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Sends what the store holds, whoever put it there and however often a process dies over it. One process at a time has a
 * mail's lease. Right before the last byte leaves, the store is told and asked whether the lease still holds; so an attempt
 * that ended before is known to have sent nothing, and only one cut off in the moment between that byte and the answer is
 * in doubt. It is sent again under the same Message-ID, by which mail systems drop doubles.
 */
export function createOutbox(options: {
  db: Db;
  mailer: Mailer;
  /** Tells this process from others. */
  owner: string;
  timers: Timers;
  dashboardUrl: string;
  log: Logger;
  limits?: OutboxLimits;
}): Outbox {
  const { db, mailer, owner, timers, dashboardUrl, log, limits = OUTBOX_LIMITS } = options;
  const underWay = new Map<string, Promise<void>>();
  const beforeHandOver = new Set<AbortController>();
  let isStopped = false;

  async function attempt(id: string): Promise<void> {
    const start = timers.now();
    const mail = await claimMail(db, id, { owner, now: start, until: start + limits.attemptMs + LEASE_SLACK_MS });
    if (!mail) return;
    const abort = new AbortController();
    beforeHandOver.add(abort);
    let isHandedOver = false;
    let cancel = timers.after(limits.attemptMs, () => abort.abort(tooSlow(limits.attemptMs)));
    const beforeEnd = async (): Promise<void> => {
      const now = timers.now();
      const until = now + limits.answerMs + LEASE_SLACK_MS;
      const isOurs = !isStopped && (await markHandedOver(db, id, mail.attempts, { owner, now, until }));
      if (!isOurs) throw new MailNotSent("unreachable", "the attempt was given up before the mail was handed over", "");
      isHandedOver = true;
      beforeHandOver.delete(abort);
      cancel();
      cancel = timers.after(limits.answerMs, () => abort.abort(tooSlow(limits.answerMs)));
    };
    const answer = await mailer
      .send(toOutgoing(mail, dashboardUrl), { signal: abort.signal, beforeEnd })
      .catch((error: unknown) => whyNotSent(abort.signal.aborted ? abort.signal.reason : error))
      .finally(() => {
        cancel();
        beforeHandOver.delete(abort);
      });
    if (!(answer instanceof MailNotSent)) {
      const refused = answer.rejected.map((each) => `; ${each.address}: ${each.response}`).join("");
      await end(
        mail,
        "accepted",
        `${answer.response}${refused}`.slice(0, 2_000),
        afterAcceptance(mail, answer, timers.now()),
      );
      return;
    }
    const isInDoubt = isHandedOver && answer.why === "unreachable";
    await end(mail, isInDoubt ? "in-doubt" : answer.why, answer.message, afterFailure(mail, answer, timers.now()));
  }

  async function end(mail: MailRow, outcome: string, response: string, change: Parameters<typeof endAttempt>[4]) {
    const isOurs = await insist(() =>
      endAttempt(db, mail, owner, { outcome, response, ended_at: timers.now() }, change),
    );
    const told = { mail: mail.id, attempt: mail.attempts, outcome, response, state: change.state };
    if (!isOurs) log.warn(told, "mail attempt ended after its lease");
    else if (outcome === "accepted") log.info(told, "mail accepted");
    else log.warn(told, "mail not accepted");
  }

  /** What the mail server has accepted must be written down, also when the store is busy for a while. */
  async function insist<T>(act: () => Promise<T>): Promise<T> {
    for (let left = WRITES_TRIED; ; left--) {
      try {
        return await act();
      } catch (error) {
        if (left <= 1 || isStopped) throw error;
        await new Promise<void>((resolve) => timers.after(WRITE_WAIT_MS, resolve));
      }
    }
  }

  return {
    tick: async () => {
      if (isStopped) return;
      const due = await mailsDue(db, timers.now(), MAX_AT_ONCE * 2);
      const started: Promise<void>[] = [];
      for (const id of due) {
        if (underWay.size >= MAX_AT_ONCE || underWay.has(id)) continue;
        const work = attempt(id).finally(() => underWay.delete(id));
        underWay.set(id, work);
        started.push(work);
      }
      await Promise.all(started);
    },
    stop: async () => {
      isStopped = true;
      for (const abort of beforeHandOver) abort.abort(new MailNotSent("unreachable", "the server was stopped", ""));
      const waited = Promise.withResolvers<void>();
      const cancel = timers.after(limits.stopMs, waited.resolve);
      await Promise.race([Promise.allSettled(underWay.values()), waited.promise]);
      cancel();
    },
  };
}

function tooSlow(ms: number): MailNotSent {
  return new MailNotSent("unreachable", `the mail server did not finish within ${ms / 1_000} s`, "");
}
