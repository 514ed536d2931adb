import type { Db } from "../store/open-store.ts";
import { appendEntry } from "./append-entry.ts";
import type { AuditKey } from "./audit-key.ts";
import type { Audited } from "./happening.ts";
import { createRefusals } from "./refusals.ts";

export type AuditLog = {
  /**
   * Resolves when it is durable; rejects when it cannot be written, and then what it tells of must not be answered as done.
   * Refusals that repeat may only be counted, and are written together later.
   * @param db a transaction, to stand or fall with it
   */
  record(audited: Audited, db?: Db): Promise<void>;
  /** Writes the counts of refusals whose time has come, or of all. */
  flush(isAll?: boolean): Promise<void>;
};

export function createAuditLog(options: { writer: Db; key: AuditKey; now: () => number }): AuditLog {
  const { writer, key, now } = options;
  const refusals = createRefusals();
  return {
    record: async (audited, db = writer) => {
      if (audited.outcome === "refused" && !refusals.isFirst(audited, now())) return;
      try {
        await appendEntry(db, audited, { key, now: now() });
      } catch (error) {
        // The next one of its kind must be tried again, not counted beside an entry that is not there.
        refusals.forget(audited);
        throw error;
      }
    },
    flush: async (isAll = false) => {
      for (const { audited, times } of refusals.take(now(), isAll)) {
        await appendEntry(writer, audited, { key, now: now(), times });
      }
    },
  };
}
