import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import type { AuditLog } from "./audit/audit-log.ts";
import type { AuditVerdict } from "./audit/verify-chain.ts";
import { every } from "./clock/every.ts";
import { systemTimers } from "./clock/system-timers.ts";
import { auditFinding } from "./incidents/audit-finding.ts";
import { createBursts } from "./incidents/bursts.ts";
import type { Finding } from "./incidents/finding.ts";
import { watchIncidents } from "./incidents/watch-incidents.ts";
import type { Store } from "./store/open-store.ts";

const LOOK_MS = 5_000;

/** The whole audit log is read for it. */
const VERIFY_MS = 60 * 60_000;

/** Hears of refusals on their way into the audit log: there those that repeat are drawn together and come late. */
export function composeBursts<T extends AuditLog>(audit: T) {
  const bursts = createBursts();
  const record: AuditLog["record"] = async (audited, db) => {
    bursts.heard(audited, systemTimers.now());
    await audit.record(audited, db);
  };
  return { bursts, audit: { ...audit, record } };
}

/** Opens incidents for what is odd; returns what starts it, which returns what stops it. */
export function composeIncidents(options: {
  store: Store;
  audit: AuditLog & { verify(): Promise<AuditVerdict> };
  bursts: ReturnType<typeof createBursts>;
  dashboardUrl: string;
  changed: () => void;
  log: Logger;
}): () => () => Promise<void> {
  const { store, audit, bursts, dashboardUrl, changed, log } = options;
  const { now } = systemTimers;
  let ofAudit: Finding | null = null;
  const look = watchIncidents({
    store,
    alsoFound: (at) => {
      const found = ofAudit === null ? [] : [ofAudit];
      ofAudit = null;
      return [...found, ...bursts.findings(at)];
    },
    record: audit.record,
    dashboardUrl,
    now,
    newId: randomUUID,
  });
  const lookOnce = async (): Promise<void> => {
    if (await look()) changed();
  };
  const verify = async (): Promise<void> => {
    ofAudit = auditFinding(await audit.verify(), now());
    if (ofAudit) log.error({ why: ofAudit.sentence }, "the audit log was changed by other hands");
    await lookOnce();
  };
  return () => {
    const stops = [
      every(LOOK_MS, lookOnce, (error) => log.error({ err: error }, "looking for incidents failed")),
      every(VERIFY_MS, verify, (error) => log.error({ err: error }, "verifying the audit log failed")),
    ];
    return async () => {
      for (const stop of stops) await stop();
    };
  };
}
