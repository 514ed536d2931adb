import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { WEEKDAYS } from "@muster/shared/calendar.ts";
import { DigestListDraft } from "@muster/shared/digest.ts";
import type { Policy } from "@muster/shared/policy.ts";
import { schedule } from "node-cron";
import type { Logger } from "pino";
import { systemTimers } from "./clock/system-timers.ts";
import { isLoopback, mailDomainOf, type ServerConfig } from "./config.ts";
import { adoptFirstList } from "./digest/lists.ts";
import { createNightly, type Nightly } from "./digest/nightly.ts";
import { createMailer, type Mailer } from "./mail/mailer.ts";
import { createOutbox } from "./mail/outbox.ts";
import type { Store } from "./store/open-store.ts";

/** Looked at every ten seconds: which lists' time has come, by the wall clock of each one's zone. */
const LOOK = "*/10 * * * * *";

/** How often is looked for mail to send, in ms. */
const SEND_MS = 2_000;

export type Digests = {
  nightly: Nightly;
  mailer: Mailer | null;
  dashboardUrl: string;
  start(): void;
  stop(): Promise<void>;
};

/** Joins what makes the digests and sends them. */
export async function composeDigests(options: {
  config: ServerConfig;
  store: Store;
  policy: () => Policy;
  online: () => number;
  certificateEndsAt: () => number;
  publicAddress: string;
  log: Logger;
}): Promise<Digests> {
  const { config, store, log } = options;
  const dashboardUrl = config.dashboardUrl?.replace(/\/$/, "") ?? `https://${options.publicAddress}`;
  const mailer = mailerOf(config);
  const nightly = createNightly({
    store,
    sources: {
      reader: store.reader,
      policy: options.policy,
      online: options.online,
      certificates: () => [{ name: options.publicAddress, endsAt: options.certificateEndsAt() }],
      dashboardUrl,
    },
    hasMailServer: mailer !== null,
    mailDomain: mailDomainOf(hostname()),
    now: systemTimers.now,
    log,
  });
  await adoptFirstList(store.writer, firstList(config), systemTimers.now());
  const outbox =
    mailer === null
      ? null
      : createOutbox({ db: store.writer, mailer, owner: randomUUID(), timers: systemTimers, dashboardUrl, log });
  const onError = (what: string) => (error: unknown) => log.error({ err: error }, what);
  const stops: (() => unknown)[] = [];
  return {
    nightly,
    mailer,
    dashboardUrl,
    start: () => {
      let round = Promise.resolve();
      const look = (): Promise<void> => {
        round = nightly.tick().then(() => {}, onError("making the digests failed"));
        return round;
      };
      // A computer may sleep through the minute itself, and a change of clocks may leave it out: so not only then.
      const task = schedule(LOOK, look, { noOverlap: true });
      const sending = setInterval(() => void outbox?.tick().catch(onError("sending mail failed")), SEND_MS);
      stops.push(
        () => outbox?.stop(),
        () => clearInterval(sending),
        () => round,
        () => task.destroy(),
      );
      void look();
    },
    stop: async () => {
      for (const stop of stops.toReversed()) await stop();
    },
  };
}

function firstList(config: ServerConfig): DigestListDraft {
  const { hour, minute } = config.digestTime;
  return DigestListDraft.parse({
    name: "IT",
    recipients: config.mailTo,
    time: `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`,
    timeZone: config.digestTimeZone,
    days: [...WEEKDAYS.slice(0, 5)],
    showsNames: true,
  });
}

export function mailerOf(config: ServerConfig): Mailer | null {
  if (config.mailServer === undefined) return null;
  const { mailDkimDomain, mailDkimSelector, mailDkimKey } = config;
  return createMailer({
    server: config.mailServer,
    port: config.mailPort,
    user: config.mailUser,
    password: config.mailPassword,
    from: config.mailFrom,
    tls: isLoopback(config.mailServer) ? "never" : config.mailAllowPlain ? "if-offered" : "always",
    dkim:
      mailDkimDomain !== undefined && mailDkimSelector !== undefined && mailDkimKey !== undefined
        ? { domain: mailDkimDomain, selector: mailDkimSelector, key: mailDkimKey }
        : null,
  });
}
