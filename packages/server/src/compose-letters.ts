import { hostname } from "node:os";
import type { Policy } from "@muster/shared/policy.ts";
import type { Logger } from "pino";
import { every } from "./clock/every.ts";
import { systemTimers } from "./clock/system-timers.ts";
import { mailDomainOf, type ServerConfig } from "./config.ts";
import { sendLetters } from "./letters/send-letters.ts";
import type { Store } from "./store/open-store.ts";

/** How often is looked whether somebody should be told something, in ms. */
const LOOK_MS = 15 * 60_000;

/** Writes letters to staff where the settings ask for it and there is a mail server; returns how to stop. */
export function composeLetters(options: {
  config: ServerConfig;
  store: Store;
  policy: () => Policy;
  hasMailServer: boolean;
  log: Logger;
}): () => Promise<void> {
  const { config, store, policy, hasMailServer, log } = options;
  const template = config.lettersTo;
  if (template === undefined) return async () => {};
  if (!hasMailServer) {
    log.warn("letters to staff are asked for, and there is no mail server to send them");
    return async () => {};
  }
  const look = async (): Promise<void> => {
    const written = await sendLetters({
      store,
      policy: policy(),
      template,
      language: config.lettersLanguage,
      timeZone: config.digestTimeZone,
      mailDomain: mailDomainOf(hostname()),
      now: systemTimers.now(),
    });
    if (written > 0) log.info({ written }, "letters to staff written");
  };
  return every(LOOK_MS, look, (error) => log.error({ err: error }, "letters to staff were not written"));
}
