import { addAuditEntry, takeAuditNumber } from "../store/audit-log.ts";
import type { AuditEntryRow } from "../store/audit-tables.ts";
import type { Db } from "../store/open-store.ts";
import type { AuditKey } from "./audit-key.ts";
import { boundedDetails, boundedText } from "./bounded.ts";
import { hashOfEntry, headStatement } from "./chain.ts";
import type { Audited } from "./happening.ts";

/** Adds an entry to the chain; in the caller's transaction when `db` is one, so that both stand or neither. */
export async function appendEntry(
  db: Db,
  audited: Audited,
  context: { key: AuditKey; now: number; times?: number },
): Promise<AuditEntryRow> {
  return db.isTransaction
    ? append(db, audited, context)
    : db.transaction().execute((trx) => append(trx, audited, context));
}

async function append(
  trx: Db,
  { act, outcome, via, who, address, code, subject, details }: Audited,
  { key, now, times = 1 }: { key: AuditKey; now: number; times?: number },
): Promise<AuditEntryRow> {
  const head = await takeAuditNumber(trx);
  const entry = {
    number: Number(head.number),
    at: now,
    who: who && boundedText(who.name),
    who_id: who?.id ?? null,
    role: who?.role ?? null,
    via,
    address: address === null ? null : boundedText(address),
    act,
    outcome,
    code: code ?? null,
    subject: subject === undefined ? null : boundedText(subject),
    times,
    details: boundedDetails(details ?? {}),
  };
  const row = { ...entry, hash: hashOfEntry(head.hash, entry) };
  await addAuditEntry(trx, row, key.sign(headStatement(row)));
  return row;
}
