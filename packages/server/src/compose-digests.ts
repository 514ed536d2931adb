import { hostname } from "node:os";
import { schedule } from "node-cron";
import type { Logger } from "pino";
import { systemTimers } from "./clock/system-timers.ts";
import { isLoopback, mailDomainOf, type ServerConfig } from "./config.ts";
import { createMailer, type Mailer } from "./digest/mailer.ts";
import { createNightly } from "./digest/nightly.ts";
import type { Presence } from "./feed/describe-fleet.ts";
import type { Store } from "./store/open-store.ts";

/** How often is looked whether a night's digest was missed. */
const CATCH_UP_MS = 60_000;

/** Joins what makes and sends the nightly digest; returns how to stop it. */
export async function startDigests(
  config: ServerConfig,
  store: Store,
  presence: Presence,
  publicAddress: string,
  log: Logger,
): Promise<() => Promise<void>> {
  const time = { ...config.digestTime, timeZone: config.digestTimeZone };
  const nightly = createNightly({
    store,
    presence,
    mailer: mailerOf(config),
    time,
    dashboardUrl: config.dashboardUrl?.replace(/\/$/, "") ?? `https://${publicAddress}`,
    mailDomain: mailDomainOf(hostname()),
    now: systemTimers.now,
    after: systemTimers.after,
    log,
  });
  const onError = (error: unknown): void => log.error({ err: error }, "the digest failed");
  const task = schedule(`${time.minute} ${time.hour} * * *`, () => nightly.run(false).then(() => {}, onError), {
    timezone: time.timeZone,
    noOverlap: true,
  });
  nightly.resume().catch(onError);
  // Besides the minute itself: a computer may sleep through it, and a change of clocks may leave it out.
  const lookLate = setInterval(() => nightly.catchUp().catch(onError), CATCH_UP_MS);
  return async () => {
    clearInterval(lookLate);
    await task.destroy();
    await nightly.stop();
  };
}

function mailerOf(config: ServerConfig): Mailer | null {
  if (config.mailServer === undefined) return null;
  return createMailer({
    server: config.mailServer,
    port: config.mailPort,
    user: config.mailUser,
    password: config.mailPassword,
    from: config.mailFrom,
    to: config.mailTo,
    requireTls: !config.mailAllowPlain && !isLoopback(config.mailServer),
  });
}
