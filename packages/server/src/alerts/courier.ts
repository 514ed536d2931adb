import { AlertTarget } from "@muster/shared/alert.ts";
import type { Logger } from "pino";
import { plain } from "../mail/plain.ts";
import { findAlertChannel } from "../store/alert-channels.ts";
import { alertMessagesDue, claimAlertMessage, endAlertMessage } from "../store/alert-messages.ts";
import type { AlertMessageRow } from "../store/alert-tables.ts";
import type { Db } from "../store/open-store.ts";
import type { Seal } from "../store/seal.ts";
import { AlertNews } from "./alert-news.ts";
import { type Senders, sendNews } from "./send-news.ts";

/** Longer than any sender's own limit. */
const LEASE_MS = 120_000;
const MAX_AT_ONCE = 8;

/** Waits between tries in ms: half a minute, doubled each time, at most half an hour; twelve tries span some four hours. */
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 1_800_000;
export const MAX_ALERT_TRIES = 12;

export type Courier = { tick(): Promise<void>; stop(): Promise<void> };

/** Carries the messages that the store holds, each by one process at a time, until the other side has taken it. */
export function createCourier(options: { db: Db; seal: Seal; senders: Senders; owner: string; log: Logger }): Courier {
  const { db, seal, senders, owner, log } = options;
  const { now } = senders;
  const underWay = new Map<string, Promise<void>>();
  let isStopped = false;

  async function carry(id: string): Promise<void> {
    const at = now();
    const message = await claimAlertMessage(db, id, { owner, now: at, until: at + LEASE_MS });
    if (!message) return;
    try {
      const channel = await findAlertChannel(db, message.channel_id);
      if (channel?.is_active !== 1) {
        await endAlertMessage(db, message, owner, ended("cancelled", "the channel was switched off or removed"));
        return;
      }
      const target = AlertTarget.parse(JSON.parse(seal.open(channel.target)));
      const response = await sendNews(senders, target, AlertNews.parse(JSON.parse(message.body)), message.id);
      await endAlertMessage(db, message, owner, { ...ended("sent", response), sent_at: now() });
    } catch (error) {
      await onRefused(message, plain(error instanceof Error ? error.message : String(error)).slice(0, 300));
    }
  }

  async function onRefused(message: AlertMessageRow, why: string): Promise<void> {
    const isOver = message.tries >= MAX_ALERT_TRIES;
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (message.tries - 1));
    const next = isOver ? ended("failed", why) : { ...ended("pending", why), next_attempt_at: now() + wait };
    await endAlertMessage(db, message, owner, next);
    log.warn({ message: message.id, channel: message.channel_id, tries: message.tries, why }, "alert not taken");
  }

  return {
    tick: async () => {
      if (isStopped) return;
      const started: Promise<void>[] = [];
      for (const id of await alertMessagesDue(db, now(), MAX_AT_ONCE * 2)) {
        if (underWay.size >= MAX_AT_ONCE || underWay.has(id)) continue;
        const work = carry(id).finally(() => underWay.delete(id));
        underWay.set(id, work);
        started.push(work);
      }
      await Promise.all(started);
    },
    stop: async () => {
      isStopped = true;
      await Promise.allSettled(underWay.values());
    },
  };
}

function ended(state: string, response: string) {
  return { state, response, next_attempt_at: null, sent_at: null };
}
