import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { Logger } from "pino";
import { createCourier } from "./alerts/courier.ts";
import type { Guard } from "./alerts/guarded-lookup.ts";
import { post } from "./alerts/post.ts";
import type { Senders } from "./alerts/send-news.ts";
import { watchFlags } from "./alerts/watch-flags.ts";
import { systemTimers } from "./clock/system-timers.ts";
import type { ServerConfig } from "./config.ts";
import type { Mailer } from "./mail/mailer.ts";
import { readAlertSettings, takeHeartbeat } from "./store/alert-channels.ts";
import type { Store } from "./store/open-store.ts";
import type { Seal } from "./store/seal.ts";

const LOOK_MS = 5_000;
const CARRY_MS = 2_000;
const BEAT_MS = 15_000;

export type Alerts = {
  seal: Seal;
  senders: Senders;
  guard: Guard;
  dashboardUrl: string;
  start(): void;
  stop(): Promise<void>;
};

/** Joins what watches the flags, what carries the messages, and the heartbeat. */
export function composeAlerts(options: {
  config: ServerConfig;
  store: Store;
  seal: Seal;
  mailer: Mailer | null;
  dashboardUrl: string;
  log: Logger;
}): Alerts {
  const { config, store, seal, mailer, dashboardUrl, log } = options;
  const { now } = systemTimers;
  const guard = { allowLoopback: config.alertsAllowLoopback };
  const senders = { mailer, guard, hostName: hostname(), now };
  const watch = watchFlags({ store, dashboardUrl, now, newId: randomUUID, log });
  const courier = createCourier({ db: store.writer, seal, senders, owner: randomUUID(), log });
  const rounds: (() => Promise<void>)[] = [];

  /** Something outside misses the beat when this server, or its store, has stopped. */
  async function beat(): Promise<void> {
    const { settings, heartbeat_url } = await readAlertSettings(store.reader);
    if (heartbeat_url === null) return;
    if (!(await takeHeartbeat(store.writer, now(), settings.heartbeatMinutes * 60_000))) return;
    await post({ url: seal.open(heartbeat_url), headers: {}, body: "" }, guard, "GET");
  }

  return {
    seal,
    senders,
    guard,
    dashboardUrl,
    start: () => {
      rounds.push(
        every(LOOK_MS, watch.look, (error) => log.error({ err: error }, "looking for alerts failed")),
        every(CARRY_MS, courier.tick, (error) => log.error({ err: error }, "carrying alerts failed")),
        every(BEAT_MS, beat, (error) => log.warn({ err: error }, "the heartbeat was not taken")),
      );
    },
    stop: async () => {
      for (const stop of rounds) await stop();
      await courier.stop();
    },
  };
}

/** Does something now and every so often, one round at a time; returns how to stop it. */
function every(ms: number, act: () => Promise<void>, onError: (error: unknown) => void): () => Promise<void> {
  let round: Promise<void> | null = null;
  const begin = (): void => {
    round ??= act()
      .catch(onError)
      .finally(() => {
        round = null;
      });
  };
  begin();
  const timer = setInterval(begin, ms);
  return async () => {
    clearInterval(timer);
    await round;
  };
}
