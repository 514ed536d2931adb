import { userInfo } from "node:os";
import { join } from "node:path";
import { AppError } from "@muster/shared/errors.ts";
import type { Logger } from "pino";
import { findAuditKey, openAuditKey } from "./audit/audit-key.ts";
import { type AuditLog, createAuditLog } from "./audit/audit-log.ts";
import type { Audited } from "./audit/happening.ts";
import { sealHead, signEmptyHead } from "./audit/seal-head.ts";
import { type AuditVerdict, verifyChain } from "./audit/verify-chain.ts";
import { systemTimers } from "./clock/system-timers.ts";
import type { ServerConfig } from "./config.ts";
import { readAuditHead } from "./store/audit-log.ts";
import type { Store } from "./store/open-store.ts";

/** How often counted refusals are looked through, and whether a new day's seal is due, in ms. */
const LOOK_MS = 60_000;

/** What the server does by nobody's hand. */
export const BY_ITSELF = { outcome: "done", via: "server", who: null, address: null } as const;

export function auditKeyFile(config: ServerConfig): string {
  return join(config.dataDir, "server", "audit.key");
}

/** Opens the log for writing, with the key that signs its head. */
export async function openAuditLog(config: ServerConfig, store: Store): Promise<AuditLog> {
  const { key } = await openLog(config, store);
  return createAuditLog({ writer: store.writer, key, now: systemTimers.now });
}

/** @throws AppError `audit_key_missing`: a new key would hide that the old log was written by another. */
async function openLog(config: ServerConfig, store: Store) {
  const file = auditKeyFile(config);
  const head = await readAuditHead(store.writer);
  if (findAuditKey(file) === null && head && head.signature !== null) throw new AppError("audit_key_missing", file);
  const key = openAuditKey(file);
  await signEmptyHead(store.writer, key);
  return { key };
}

/** The server's own log: seals each day, and writes what was counted; `stop` writes the rest. */
export async function composeAudit(options: {
  config: ServerConfig;
  store: Store;
  log: Logger;
}): Promise<AuditLog & { verify(): Promise<AuditVerdict>; stop(): Promise<void> }> {
  const { config, store, log } = options;
  const { now } = systemTimers;
  const { key } = await openLog(config, store);
  const audit = createAuditLog({ writer: store.writer, key, now });
  const onError = (error: unknown) => log.error({ err: error }, "the audit log was not written");
  const look = async (): Promise<void> => {
    await audit.flush();
    const seal = await sealHead(store.writer, { key, now: now() });
    // Kept wherever the log is kept: a head noted outside of this server cannot be changed with it.
    if (seal) log.info(seal, "audit log sealed");
  };
  await audit.record({ ...BY_ITSELF, act: "server.start" });
  await look();
  let round = Promise.resolve();
  const timer = setInterval(() => {
    round = round.then(look).catch(onError);
  }, LOOK_MS);
  return {
    ...audit,
    verify: () => verifyChain(store.reader, key),
    stop: async () => {
      clearInterval(timer);
      await round;
      await audit.flush(true).catch(onError);
    },
  };
}

/** Records what a command on the server's own console has done, by the account that ran it. */
export async function recordAtConsole(
  config: ServerConfig,
  store: Store,
  did: Pick<Audited, "act" | "subject" | "details">,
): Promise<void> {
  const audit = await openAuditLog(config, store);
  const who = { id: null, name: userInfo().username, role: null };
  await audit.record({ ...did, outcome: "done", via: "console", who, address: null });
}
